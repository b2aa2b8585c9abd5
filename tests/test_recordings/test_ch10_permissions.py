"""The recordings of chapter 10, with a key of our own and the real costs of a hash."""

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from typing import Self

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, create_engine, text

from ..application import Application, load_application
from ..ch09_jwt.signing import bearer, log_in
from ..ch10_permissions.people import INSERT
from ..ch10_permissions.who_may import COLUMNS, RIGHTS
from ..helpers import HASH
from .conftest import Record
from .transcript import (
    ADDRESS,
    ReaderFolder,
    Transcript,
    curl_command,
    response_text,
)

STEM = "ch10_permissions"
PROGRAM = f"python -m chapters.{STEM}.create_admin"
ALPHA = "alpha alpha@example.com"
BETA = {"username": "beta", "email": "beta@example.com", "password": "Passw0rd"}
FORM = {"age": 31, "is_active": True, "is_admin": False}
# What the reader's terminal puts into TOKEN.
EXPORT = (
    "export TOKEN=$(curl -s -d username={name} -d password=Passw0rd {address}/token |\n"
    """>   python -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')"""
)
WAIT = re.compile(r"^(429 .* )\d+$", re.MULTILINE)

sqlite = pytest.mark.databases("sqlite")
postgresql = pytest.mark.databases("postgresql")


@pytest.fixture
def reader(reader: ReaderFolder, monkeypatch: pytest.MonkeyPatch) -> ReaderFolder:
    """Give the reader the file `.env` with a key, and none of the tests' settings."""
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    (reader.path / ".env").write_text(f"SECRET_KEY={'0123456789abcdef' * 4}\n")
    return reader


@pytest.fixture
def beginner(reader: ReaderFolder) -> ReaderFolder:
    """Make the folder of a reader who has only copied chapter 9 to chapter 10."""
    shutil.rmtree(reader.chapters / STEM)
    reader.add_chapter("ch09_jwt").rename(reader.chapters / STEM)
    return reader


@pytest.fixture
def on_postgresql(reader: ReaderFolder, database_url: URL) -> ReaderFolder:
    url = database_url.render_as_string(hide_password=False)
    with (reader.path / ".env").open("a") as file:
        file.write(f"DATABASE_URL={url}\n")
    return reader


def demo(reader: ReaderFolder, name: str) -> str:
    """Run a demo and note it, with `…` for the seconds that are left to wait."""
    return WAIT.sub(r"\1…", str(reader.demo(f"{name}.py")))


def table_of_rights() -> Iterator[list[str]]:
    """Give the table's rows; callers who get the same everywhere share a column."""
    callers: dict[tuple[int, ...], list[str]] = {}
    for name in COLUMNS:
        column = tuple(right.cells[name] for right in RIGHTS)
        callers.setdefault(column, []).append(name)
    yield ["request", *map(", ".join, callers.values())]
    for number, right in enumerate(RIGHTS):
        request = right.operation.replace("{user_id}", "{id}")
        cells = [str(column[number]) for column in callers]
        yield [f"{right.title}: {request}", *cells]


@sqlite
def test_who_may_do_what(record: Record, database: str) -> None:
    assert database

    rows = ["\t".join(row) + "\n" for row in table_of_rights()]

    record("who-may.tsv", "".join(rows))


@sqlite
def test_as_nobody_before(record: Record, beginner: ReaderFolder) -> None:
    record("as-nobody-before.console", demo(beginner, "as_nobody"))


@sqlite
def test_guessing_before(record: Record, beginner: ReaderFolder) -> None:
    record("guess-password-before.console", demo(beginner, "guess_password"))


@sqlite
def test_the_promotion_before(record: Record, beginner: ReaderFolder) -> None:
    """The schema has got the field, and nobody looks at it."""
    schemas = beginner.chapters / STEM / "schemas.py"
    before = "    is_active: bool | MISSING = MISSING\n"
    text = schemas.read_text()
    assert before in text
    after = before + "    is_admin: bool | MISSING = MISSING\n"
    schemas.write_text(text.replace(before, after))

    record("promote-herself-before.console", demo(beginner, "promote_herself"))


@sqlite
@pytest.mark.parametrize(
    "name",
    ["one_forgotten", "which_ids", "promote_herself", "guess_password", "all_at_once"],
)
def test_demos(record: Record, reader: ReaderFolder, name: str) -> None:
    record(f"{name.replace('_', '-')}.console", demo(reader, name))


@sqlite
def test_as_nobody_after(record: Record, reader: ReaderFolder) -> None:
    record("as-nobody-after.console", demo(reader, "as_nobody"))


@postgresql
@pytest.mark.parametrize("name", ["two_admins", "deadlock"])
def test_demos_on_a_server(
    record: Record, on_postgresql: ReaderFolder, name: str
) -> None:
    record(f"{name.replace('_', '-')}.console", demo(on_postgresql, name))


@sqlite
def test_the_first_admin(record: Record, reader: ReaderFolder) -> None:
    log = Transcript()

    for fails in (False, True):
        log.add(f"echo Passw0rd | {PROGRAM} {ALPHA}", create_admin(reader, fails=fails))

    record("create-admin.console", log)


@sqlite
def test_the_table_of_chapter_7(record: Record, reader: ReaderFolder) -> None:
    database = reader.chapters / STEM / "shop.db"
    engine = create_engine(f"sqlite:///{database}")
    old = load_application("ch07_postgresql").metadata
    assert old is not None
    old.create_all(engine)
    engine.dispose()

    record("old-table.txt", create_admin(reader, fails=True))


def create_admin(reader: ReaderFolder, *, fails: bool) -> str:
    """Make alpha an admin, with a password from a pipe; that needs a shell."""
    program = PROGRAM.replace("python", sys.executable)
    return reader.run(f"bash -c 'echo Passw0rd | {program} {ALPHA}'", fails=fails)


class Caller(Transcript):
    """A transcript of callers who log in and show their tokens."""

    token = ""

    @classmethod
    def of(cls, application: Application) -> Self:
        return cls(TestClient(application.app))

    def log_in(self, name: str) -> None:
        assert self.client is not None
        self.token = log_in(self.client, name)
        self.add(EXPORT.format(name=name, address=ADDRESS), "")

    def call(self, method: str, path: str, body: object = None) -> None:
        assert self.client is not None
        response = self.client.request(
            method, path, json=body, headers=bearer(self.token)
        )
        words = shlex.split(curl_command(method, path, body))[2:]
        shown = f'curl -i -H "Authorization: Bearer $TOKEN" {shlex.join(words)}'
        self.add(shown, response_text(response))


@pytest.fixture
def caller(application: Application, database_url: URL) -> Iterator[Caller]:
    """Bind the application to a database in which alpha, user 1, is an admin."""
    engine = create_engine(database_url)
    assert application.metadata is not None
    application.metadata.create_all(engine)
    alpha = {"name": "alpha", "email": "alpha@example.com", "hash": HASH}
    with engine.begin() as connection:
        connection.execute(text(INSERT), alpha | {"is_admin": True})
        connection.execute(text("UPDATE users SET age = NULL"))
    with application.bound_to(engine):
        yield Caller.of(application)
    engine.dispose()


@sqlite
def test_what_is_allowed(record: Record, caller: Caller) -> None:
    caller.log_in("alpha")
    caller.call("POST", "/users", BETA)
    caller.log_in("beta")
    caller.call("GET", "/users/1")
    caller.call("GET", "/users/999")
    caller.call("PATCH", "/users/2", FORM)

    record("allowed.http", caller)


@sqlite
def test_the_last_admin(record: Record, caller: Caller) -> None:
    caller.log_in("alpha")
    caller.call("DELETE", "/users/1")

    record("last-admin.http", caller)
