"""A migration that waits for a lock, and who waits behind it."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from tests.application import package_path

from .releases import NEW, Release, environment
from .workspace import Workspace

pytestmark = pytest.mark.databases("mysql", "postgresql")

READ = "SELECT count(*) FROM users"
ALTER = "ALTER TABLE users ADD COLUMN nick VARCHAR(20)"
WAITING = {
    "mysql": "SELECT count(*) FROM information_schema.processlist"
    " WHERE state = 'Waiting for table metadata lock' AND db = database()",
    "postgresql": "SELECT count(*) FROM pg_locks"
    " WHERE NOT granted AND relation = 'users'::regclass",
}
SECONDS = 60  # until a test gives up


@pytest.fixture
def run(engine: Engine) -> Iterator[Callable[[str], "Future[object]"]]:
    """Run a statement in a thread, on a connection of its own."""

    def on_its_own(statement: str) -> object:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None

    with ThreadPoolExecutor() as pool:
        yield lambda statement: pool.submit(on_its_own, statement)


@contextmanager
def long_transaction(engine: Engine) -> Iterator[Connection]:
    """Read, and stay in the transaction."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text(READ))
        yield connection


def wait_for_waiting(engine: Engine, number: int) -> None:
    question = text(WAITING[engine.dialect.name])
    end = time.monotonic() + SECONDS
    found = None
    while found != number:
        assert time.monotonic() < end, f"{found} wait instead of {number}"
        with engine.connect() as connection:
            found = connection.scalar(question)


def test_who_only_reads_waits_behind_a_migration_that_waits(
    workspace: Workspace, engine: Engine, run: Callable[[str], "Future[object]"]
) -> None:
    workspace.upgrade()

    with long_transaction(engine):
        migration = run(ALTER)
        wait_for_waiting(engine, 1)
        innocent = run(READ)
        wait_for_waiting(engine, 2)

        assert not migration.done()
        assert not innocent.done()

    assert innocent.result(SECONDS) == 0
    assert migration.result(SECONDS) is None


@pytest.mark.databases("mysql")
def test_mysql_refuses_a_write_to_who_has_read_while_a_migration_waits(
    workspace: Workspace, engine: Engine, run: Callable[[str], "Future[object]"]
) -> None:
    workspace.upgrade()
    deadlock = pytest.raises(OperationalError, match="1213, 'Deadlock found")

    with engine.connect() as connection:
        connection.execute(text(READ))
        migration = run(ALTER)
        wait_for_waiting(engine, 1)
        with deadlock:
            connection.execute(text("UPDATE users SET age = 7 WHERE id = 1"))

    assert migration.result(SECONDS) is None


@pytest.mark.databases("postgresql")
def test_postgresql_lets_who_has_read_write_while_a_migration_waits(
    workspace: Workspace, engine: Engine, run: Callable[[str], "Future[object]"]
) -> None:
    workspace.upgrade()

    with engine.connect() as connection:
        connection.execute(text(READ))
        migration = run(ALTER)
        wait_for_waiting(engine, 1)
        connection.execute(text("UPDATE users SET age = 7 WHERE id = 1"))
        assert not migration.done()

    assert migration.result(SECONDS) is None


def start_upgrade(
    release: Release, engine: Engine, **options: object
) -> "subprocess.Popen[str]":
    """Run the real command, with other numbers in its alembic.ini."""
    ini = release.package / "alembic.ini"
    lines = [line for line in ini.read_text().splitlines() if " = " in line]
    kept = [line for line in lines if line.split(" = ")[0] not in options]
    new = [f"{name} = {value}" for name, value in options.items()]
    ini.write_text("\n".join(["[alembic]", *kept, *new]))
    return subprocess.Popen(
        release.alembic("upgrade", "head"),
        cwd=release.folder,
        env=environment(engine.url.render_as_string(hide_password=False)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def release(workspace: Workspace, tmp_path: Path) -> Release:
    """Make a folder with the chapter under test, on a database that is one behind."""
    workspace.upgrade("0006")
    release = Release(4, tmp_path / "folder", NEW)
    shutil.copytree(
        package_path(NEW), release.package, ignore=shutil.ignore_patterns("*.db")
    )
    return release


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    assert process.stdout
    return next(line for line in process.stdout if words in line)


def test_the_command_gives_up_tries_again_and_succeeds(
    workspace: Workspace, release: Release, engine: Engine
) -> None:
    with long_transaction(engine):
        process = start_upgrade(release, engine, lock_milliseconds=50)
        line = read_until(process, "attempt 2")
        with engine.connect() as innocent:
            assert innocent.scalar(text(READ)) == 0
    process.communicate(timeout=SECONDS)

    words = "got no lock for ALTER TABLE users DROP COLUMN city; the next one in 0.1 s"
    assert words in line
    assert process.returncode == 0
    assert workspace.revision() == "0007"


def test_the_command_ends_with_one_sentence_if_nobody_gives_way(
    workspace: Workspace, release: Release, engine: Engine
) -> None:
    options = {"lock_milliseconds": 50, "attempts": 2, "pause_seconds": 0.01}

    with long_transaction(engine):
        process = start_upgrade(release, engine, **options)
        said, _ = process.communicate(timeout=SECONDS)

    assert process.returncode != 0
    assert "Traceback" not in said
    assert (
        "FAILED: attempt 2 of 2 got no lock for ALTER TABLE users DROP COLUMN city: "
        "end the transaction that has it, then try again\n"
    ) in said
    assert workspace.revision() == "0006"
    assert "city" in workspace.columns()


DEADLOCK = """\
tries = context.config.attributes.setdefault("tries", [])
    tries.append(1)
    if len(tries) == 1:
        told = type("Told", (Exception,), {{"pgcode": {code!r}}})({number}, "deadlock")
        raise sa.exc.OperationalError("ALTER TABLE users", {{}}, told)"""


@pytest.mark.parametrize(("code", "number"), [(None, 1213), ("40P01", 0)])
def test_after_a_deadlock_it_pauses_and_tries_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, code: str | None, number: int
) -> None:
    """The one that the database ends may be the migration, on MySQL and PostgreSQL."""
    workspace.upgrade("0007")
    workspace.keep_up_to("0007")
    workspace.write("0008", "0007", DEADLOCK.format(code=code, number=number))
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)

    workspace.upgrade()

    assert workspace.revision() == "0008"
    assert pauses == [0.1]
