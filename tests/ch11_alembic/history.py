"""Ask a learner's revisions and databases; nothing depends on the revisions' ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, inspect, text

from tests.application import package_path


def config_for(stem: str, connection: Connection | None = None) -> Config:
    """Return what Alembic reads; its commands then use this connection."""
    config = Config(package_path(stem) / "alembic.ini")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def ids_of(stem: str) -> list[str]:
    """Return the ids of the revisions, the first one first."""
    script = ScriptDirectory.from_config(config_for(stem))
    return [step.revision for step in script.walk_revisions()][::-1]


def file_of(stem: str, revision: str) -> Path:
    """Return the file of a revision."""
    script = ScriptDirectory.from_config(config_for(stem)).get_revision(revision)
    assert script is not None
    return Path(script.path)


@contextmanager
def connected(url: URL) -> Iterator[Connection]:
    """Connect to a database; Alembic and the test commit by themselves."""
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def describe(connection: Connection) -> dict[str, dict[str, object]]:
    """Return all that the database says of its tables, but Alembic's own one."""
    look = inspect(connection)
    names = set(look.get_table_names()) - {"alembic_version"}
    tables = {name: _table(connection, name) for name in sorted(names)}
    connection.rollback()
    return tables


def _table(connection: Connection, name: str) -> dict[str, object]:
    look = inspect(connection)
    columns = {
        column["name"]: (
            column["type"].compile(connection.dialect),
            column["nullable"],
            str(column["default"]).strip("()"),
        )
        for column in look.get_columns(name)
    }
    return {
        "columns": columns,
        "primary key": look.get_pk_constraint(name),
        "unique": sorted(map(str, look.get_unique_constraints(name))),
        "checks": sorted(map(str, look.get_check_constraints(name))),
        "indexes": sorted(map(str, look.get_indexes(name))),
        "counts ids": _counts_ids(connection, name),
    }


def _counts_ids(connection: Connection, name: str) -> bool:
    """Say whether an id is never given again; PostgreSQL has it in the default."""
    questions = {
        "sqlite": "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master"
        " WHERE name = :name",
        "mysql": "SELECT count(*) FROM information_schema.columns WHERE table_schema ="
        " database() AND table_name = :name AND extra LIKE '%auto_increment%'",
        "postgresql": "SELECT count(*) FROM information_schema.columns WHERE"
        " table_name = :name AND column_default LIKE 'nextval%'",
    }
    question = text(questions[connection.dialect.name])
    return bool(connection.scalar(question, {"name": name}))
