"""The SQL that `--sql` writes makes what the migrations make, without SQLAlchemy."""

import io
from collections.abc import Callable
from contextlib import closing
from os import pathsep
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, NullPool, PoolProxiedConnection, create_engine

from course.servers.kinds import KINDS
from course.servers.server import connect_args

from .description import describe, differences
from .place import Place
from .revisions import BASE, HEAD, VERSIONS, config

PERCENT = f'''"""Say something with a percent sign."""

from alembic import op

revision: str = "percent"
down_revision: str | None = "{HEAD}"


def upgrade() -> None:
    op.execute("UPDATE users SET age = 7 WHERE username LIKE 'a%'")
'''
MULTI_STATEMENTS = 65536  # pymysql.constants.CLIENT


def raw(url: URL, **options: object) -> PoolProxiedConnection:
    """Open a connection of the driver: SQLAlchemy sends nothing of its own."""
    args = connect_args(url) | options
    return create_engine(url, poolclass=NullPool, connect_args=args).raw_connection()


def run_on_sqlite(url: URL, script: str) -> None:
    with closing(raw(url)) as connection:
        connection.cursor().executescript(script)


def run_on_mysql(url: URL, script: str) -> None:
    with closing(raw(url, client_flag=MULTI_STATEMENTS)) as connection:
        cursor = connection.cursor()
        cursor.execute(script)
        while cursor.nextset():  # an error of a later statement is raised here
            pass
        connection.commit()


def run_on_postgresql(url: URL, script: str) -> None:
    with closing(raw(url)) as connection:
        connection.cursor().execute(f"COMMIT; {script}")  # the driver sends a BEGIN


RUN: dict[str, Callable[[URL, str], None]] = {
    "sqlite": run_on_sqlite,
    "mysql": run_on_mysql,
    "postgresql": run_on_postgresql,
}


def config_of(name: str) -> Config:
    """Configure Alembic for a database that is not there."""
    drivers = {kind.name: f"{kind.driver}://" for kind in KINDS.values()}
    return config(drivers.get(name, "sqlite://"))


def script_of(migrations: Config, what: str) -> str:
    migrations.output_buffer = io.StringIO()
    run = command.downgrade if what.endswith(BASE) else command.upgrade
    run(migrations, what, sql=True)
    return migrations.output_buffer.getvalue()


def test_the_script_makes_what_the_migrations_make(place: Place) -> None:
    script = script_of(config_of(place.name), "head")
    with place.empty() as url:
        RUN[place.name](url, script)

        wrong = differences(place.migrated(HEAD), describe(url), left="upgrades")

    assert not wrong, "\n".join(wrong)


def test_the_script_of_the_way_down_leaves_nothing(place: Place) -> None:
    script = script_of(config_of(place.name), f"head:{BASE}")
    with place.empty() as url:
        command.upgrade(config(url), "head")

        RUN[place.name](url, script)

        assert describe(url) == {}


def test_the_script_is_undone_where_a_migration_would_be(place: Place) -> None:
    script = script_of(config_of(place.name), "head")

    assert ("BEGIN" in script) == (place.name != "mysql")


def test_a_percent_sign_in_a_revision_stays_one(database: str, tmp_path: Path) -> None:
    (tmp_path / "9999_percent.py").write_text(PERCENT)
    migrations = config_of(database)
    migrations.set_main_option("version_locations", f"{VERSIONS}{pathsep}{tmp_path}")

    script = script_of(migrations, f"{HEAD}:percent")

    assert "WHERE username LIKE 'a%';" in script
