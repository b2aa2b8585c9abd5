"""The recordings of chapter 11: a reader's folder at each stage of the page."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from tests.application import Application, package_path

from ..ch10_permissions.people import INSERT
from ..helpers import HASH
from .conftest import Record
from .terminal import Terminal
from .test_ch10_permissions import Caller
from .transcript import ReaderFolder, Transcript

STEM = "ch11_alembic"
PACKAGE = f"chapters/{STEM}"
VERSIONS = f"{PACKAGE}/migrations/versions"
FIRST = "0001_create_users_and_login_throttles.py"
SECOND = "0002_add_city.py"
CREATE_ADMIN = (
    f"echo Passw0rd | python -m {PACKAGE.replace('/', '.')}.create_admin"
    " delta delta@example.com"
)
ON_EMPTY = "DATABASE_URL=sqlite:///empty.db"
ON_COPY = "DATABASE_URL=sqlite:///copy.db"

sqlite = pytest.mark.databases("sqlite")
mysql = pytest.mark.databases("mysql")
postgresql = pytest.mark.databases("postgresql")


class Learner(Terminal):
    """A reader who types commands in a terminal where the chapter is set up."""

    def copy(self, *names: str) -> None:
        """Write files of the finished chapter into the folder."""
        for name in names:
            target = self.package / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(package_path(STEM) / name, target)


@pytest.fixture
def learner(reader: ReaderFolder, monkeypatch: pytest.MonkeyPatch) -> Learner:
    """Give the reader a file `.env`, a path to our programs and `ALEMBIC_CONFIG`."""
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    (reader.path / ".env").write_text(f"SECRET_KEY={'0123456789abcdef' * 4}\n")
    programs = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ALEMBIC_CONFIG", f"{PACKAGE}/alembic.ini")
    for demo in reader.demos.glob("*.py"):
        reader.add_demo(demo.name)
    return Learner(reader, PACKAGE)


@pytest.fixture
def beginner(learner: Learner) -> Learner:
    """Make the folder of a reader who has only copied chapter 10."""
    shutil.rmtree(learner.package)
    learner.folder.add_chapter("ch10_permissions").rename(learner.package)
    return learner


@pytest.fixture
def with_users(beginner: Learner) -> Learner:
    """Let chapter 10 make its tables, and five users."""
    beginner.silently(f"python -m chapters.{STEM}.seed")
    return beginner


@pytest.fixture
def set_up(with_users: Learner) -> Learner:
    """Set Alembic up; there is no revision yet."""
    with_users.copy("alembic.ini", "migrations/env.py", "migrations/script.py.mako")
    (with_users.folder.path / VERSIONS).mkdir()
    return with_users


@pytest.fixture
def at_first(set_up: Learner) -> Learner:
    """Write the first revision, which the database has without knowing it."""
    set_up.copy(f"migrations/versions/{FIRST}")
    return set_up


@pytest.fixture
def at_second(at_first: Learner) -> Learner:
    """Stamp the database; the model has the column that no revision adds."""
    at_first.silently("alembic stamp 0001")
    at_first.copy("models.py")
    return at_first


@sqlite
def test_a_column_that_is_nowhere(record: Record, beginner: Learner) -> None:
    beginner.type(f"python -m chapters.{STEM}.seed")
    record("seed.console", beginner.log)
    beginner.log = Transcript()
    beginner.copy("models.py")

    beginner.type(CREATE_ADMIN, fails=True)

    record("no-such-column.console", beginner.log)


@sqlite
def test_alembic_is_set_up(record: Record, with_users: Learner) -> None:
    with_users.type(f"export ALEMBIC_CONFIG={PACKAGE}/alembic.ini")
    with_users.type(f"alembic init {PACKAGE}/migrations")

    record("init.console", with_users.log)


@sqlite
def test_the_first_revision(record: Record, set_up: Learner) -> None:
    new = "alembic revision --autogenerate --rev-id 0001 -m"
    set_up.type(f'{new} "first try"')
    set_up.type(f"cat {VERSIONS}/0001_first_try.py")
    record("first-try.console", set_up.log)
    set_up.log = Transcript()

    set_up.type(f"rm {VERSIONS}/0001_first_try.py")
    set_up.type(f'{ON_EMPTY} {new} "create users and login_throttles"')
    set_up.type(f"cat {VERSIONS}/{FIRST}")
    record("first-revision.console", set_up.log)
    set_up.log = Transcript()

    set_up.type(f"{ON_EMPTY} alembic upgrade head", fails=True)
    record("name-error.console", set_up.log)


@postgresql
def test_a_number_for_a_boolean(
    record: Record, set_up: Learner, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As generated, with the types written by hand."""
    set_up.copy(f"migrations/versions/{FIRST}")
    file = set_up.folder.path / VERSIONS / FIRST
    file.write_text(file.read_text().replace("sa.true()", 'sa.text("1")'))
    monkeypatch.setenv("DATABASE_URL", database_url.render_as_string(False))

    output = set_up.type("alembic upgrade head", fails=True)

    record("boolean-default.txt", one_line(output, r"psycopg2\.errors"))


@sqlite
def test_a_database_that_exists(record: Record, at_first: Learner) -> None:
    output = at_first.type("alembic upgrade head", fails=True)
    line = one_line(output, r"sqlite3\.OperationalError")
    record("already-exists.txt", line.removeprefix("sqlalchemy.exc.OperationalError: "))
    at_first.log = Transcript()

    at_first.type("alembic stamp 0001")
    at_first.type("alembic check")
    at_first.type("python look.py")

    record("stamp.console", at_first.log)


@sqlite
def test_the_second_revision(record: Record, at_second: Learner) -> None:
    at_second.type("alembic check", fails=True)
    at_second.type('alembic revision --autogenerate --rev-id 0002 -m "add city"')
    at_second.type(f"cat {VERSIONS}/{SECOND}")
    record("second-revision.console", at_second.log)
    at_second.log = Transcript()

    at_second.type(f"cp {PACKAGE}/shop.db copy.db")
    at_second.type(f"{ON_COPY} alembic upgrade head")
    at_second.type("python reused_id.py")
    at_second.type(f"{ON_COPY} python reused_id.py")
    record("batch.console", at_second.log)


@sqlite
def test_up_and_down(record: Record, at_second: Learner) -> None:
    at_second.copy(f"migrations/versions/{SECOND}")
    at_second.type("alembic upgrade head")
    at_second.type("python reused_id.py")
    at_second.type("python look.py")
    record("upgrade.console", at_second.log)
    at_second.log = Transcript()

    at_second.type("alembic history")
    at_second.type("alembic downgrade -1")
    at_second.type("alembic current")

    record("downgrade.console", at_second.log)


@pytest.fixture
def behind(learner: Learner) -> Learner:
    """Finish the chapter, and leave the database one revision behind."""
    learner.silently("alembic upgrade 0001")
    return learner


@sqlite
def test_the_application_refuses(record: Record, behind: Learner) -> None:
    output = behind.type(f"python -m uvicorn chapters.{STEM}.main:app", fails=True)

    record("behind.txt", output[output.index("SystemExit: ") :])


@sqlite
def test_once_it_is_up_to_date(record: Record, behind: Learner) -> None:
    behind.type("alembic upgrade head")
    behind.type(f"python -m chapters.{STEM}.seed")
    behind.log = Transcript()

    behind.type(CREATE_ADMIN)

    record("create-admin.console", behind.log)


@sqlite
def test_addresses(record: Record, application: Application, database_url: URL) -> None:
    engine = create_engine(database_url)
    application.make_tables(engine)
    delta = {"name": "delta", "email": "delta@example.com", "hash": HASH}
    with engine.begin() as connection:
        connection.execute(text(INSERT), delta | {"is_admin": True})
        connection.execute(text("UPDATE users SET id = 6"))
    with application.bound_to(engine):
        caller = Caller.of(application)
        caller.log_in("delta")
        caller.call("GET", "/users/6/address")
        address = {"postcode": "10115", "town": "Berlin"}
        caller.call("PUT", "/users/6/address", address)
        caller.call("GET", "/users/6/address")
    engine.dispose()

    record("goal.http", caller)


@pytest.fixture
def on_server(
    learner: Learner, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> Learner:
    monkeypatch.setenv("DATABASE_URL", database_url.render_as_string(False))
    return learner


@pytest.mark.databases("mysql", "postgresql")
def test_the_four_commands_on_a_server(
    record: Record, on_server: Learner, database: str
) -> None:
    on_server.log.add(f". ./{database}.sh", "")
    on_server.type("alembic upgrade head")
    on_server.type("alembic check")
    on_server.type("alembic revision --autogenerate --rev-id 0003 -m nothing")
    on_server.type(f"rm {VERSIONS}/0003_nothing.py")
    on_server.type("alembic downgrade 0001")

    record(f"{database}.console", on_server.log)


@postgresql
def test_what_stays_unseen(record: Record, on_server: Learner) -> None:
    on_server.type("alembic upgrade 0001:0002 --sql")
    record("offline.console", on_server.log)
    on_server.log = Transcript()

    on_server.type("python not_seen.py")

    record("not-seen.console", on_server.log)


@sqlite
def test_behind_and_again(record: Record, behind: Learner) -> None:
    behind.type("alembic revision --autogenerate -m again", fails=True)

    record("not-up-to-date.console", behind.log)


@sqlite
def test_a_revision_that_drops_everything(record: Record, behind: Learner) -> None:
    behind.silently("alembic upgrade head")
    env = behind.package / "migrations" / "env.py"
    before, after = "=Base.metadata", "=type(Base.metadata)()"
    assert before in env.read_text()
    env.write_text(env.read_text().replace(before, after))

    draft = "alembic revision --autogenerate --rev-id oops -m oops"
    behind.type(f"{draft} 2>&1 | grep table | sort")  # Alembic's order is by chance
    behind.type(f"grep drop_table {VERSIONS}/oops_oops.py | sort")
    behind.type(f"rm {VERSIONS}/oops_oops.py")

    record("drops-all.console", behind.log)


@sqlite
def test_a_revision_that_is_gone(record: Record, behind: Learner) -> None:
    behind.silently("alembic upgrade head")

    behind.type(f"mv {VERSIONS}/{SECOND} .")
    behind.type("alembic upgrade head", fails=True)
    behind.type(f"mv {SECOND} {VERSIONS}")

    record("gone.console", behind.log)


@sqlite
def test_a_constraint_without_a_name(record: Record, learner: Learner) -> None:
    learner.type("python unnamed.py")

    record("unnamed.console", learner.log)


def one_line(output: str, error: str) -> str:
    """Return the line with the database's own words."""
    found = re.search(rf"^sqlalchemy.*\({error}.*\) .*$", output, re.MULTILINE)
    assert found, output
    return f"{found[0]}\n"
