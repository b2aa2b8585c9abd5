"""The same program as a process: in a script, and in a terminal with a person."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, text

from tests.application import Application, package_path

from .terminal import Terminal, terminal

ALPHA = ("alpha", "alpha@example.com")
PROMPT, AGAIN = "Password: ", "The same again: "
ADMINS = text("SELECT username FROM users WHERE is_admin AND is_active")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def words(application: Application) -> list[str]:
    """Give what Python is started with."""
    return ["-m", f"{application.stem}.create_admin"]


@pytest.fixture
def environment(words: list[str], chapter: str) -> dict[str, str]:  # noqa: ARG001
    folder = package_path(chapter).parent  # a learner's copy need not be in `chapters`
    return os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def run(words: list[str], environment: dict[str, str], tmp_path: Path) -> Run:
    """Run it as a script does, with the password from a pipe."""

    def run(
        url: str, *more: str, piped: bytes = b"Passw0rd\n"
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, *words, *more],
            cwd=tmp_path,
            env=environment | {"DATABASE_URL": url},
            input=piped,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def url(application: Application, database_url: URL) -> str:
    """Name a database without tables; from chapter 11 on, with those of migrations."""
    if application.has_migrations:
        engine = create_engine(database_url)
        application.make_tables(engine)
        engine.dispose()
    return database_url.render_as_string(hide_password=False)


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    engine: Engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_script_makes_the_first_admin_of_an_empty_database(
    run: Run, url: str, connection: Connection
) -> None:
    done = run(url, *ALPHA)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"alpha is an admin, with the id 1.\n"

    assert connection.scalars(ADMINS).all() == ["alpha"]


@pytest.fixture
def person(
    words: list[str], environment: dict[str, str], tmp_path: Path, url: str
) -> Iterator[Terminal]:
    """Sit before the program, which runs in a terminal of its own."""
    own = environment | {"DATABASE_URL": url}
    with terminal([*words, *ALPHA], tmp_path, own) as person:
        person.wait_for(PROMPT)
        yield person


@pytest.mark.databases("sqlite")
def test_a_person_types_the_password_twice_and_does_not_see_it(
    person: Terminal,
) -> None:
    person.type("Passw0rd\n")
    person.wait_for(AGAIN)
    person.type("Passw0rd\n")

    assert person.finish() == 0
    end = "alpha is an admin, with the id 1.\n"
    assert person.shown == f"{PROMPT}\n{AGAIN}\n{end}"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("second", ["Passw0rd2", "Passw0r"])
def test_two_different_passwords_make_no_admin(person: Terminal, second: str) -> None:
    person.type("Passw0rd\n")
    person.wait_for(AGAIN)
    person.type(f"{second}\n")

    assert person.finish() == 1
    end = "These were two different passwords.\n"
    assert person.shown == f"{PROMPT}\n{AGAIN}\n{end}"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl+C", "Ctrl+D"])
def test_who_leaves_makes_no_admin(person: Terminal, key: str) -> None:
    person.type(key)

    assert person.finish() == 1
    assert person.shown.endswith("No admin was made.\n")
    assert "Traceback" not in person.shown
