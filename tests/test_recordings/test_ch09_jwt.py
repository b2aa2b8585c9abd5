"""The recordings of chapter 9, with a key of our own and the real costs of a hash."""

import importlib
import re
from collections.abc import Iterator

import httpx2
import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy import URL, create_engine

from ..application import Application
from ..ch09_jwt.hostile import HOSTILE, Hostile
from ..ch09_jwt.signing import bearer
from ..helpers import Client, Sql, insert_user_with_password
from .conftest import Record
from .transcript import ADDRESS, ReaderFolder, Transcript, response_text

pytestmark = pytest.mark.databases("sqlite")

ALPHA = {"username": "alpha", "email": "alpha@example.com", "password": "Passw0rd"}
CHANGE = {"current_password": "Passw0rd", "new_password": "Passw0rd2"}
TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
CONFIG = "python -m chapters.ch09_jwt.config"
# What the reader's terminal puts into TOKEN.
EXPORT = (
    f"export TOKEN=$(curl -s -d username=alpha -d password=Passw0rd {ADDRESS}/token |\n"
    """>   python -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')"""
)


@pytest.fixture
def reader(reader: ReaderFolder, monkeypatch: pytest.MonkeyPatch) -> ReaderFolder:
    """Give the reader the file `.env` with a key, and none of the tests' settings."""
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    (reader.path / ".env").write_text(f"SECRET_KEY={'0123456789abcdef' * 4}\n")
    return reader


class Login(Transcript):
    """A transcript of a caller who logs in and shows tokens."""

    def log_in(self, password: str = "Passw0rd") -> str:
        form = {"username": "alpha", "password": password}
        words = f"-d username=alpha -d password={password}"
        response = self.send("POST", "/token", words, data=form)
        return str(response.json().get("access_token"))

    def read_me(self, token: str, shown: str = "$TOKEN") -> None:
        words = f'-H "Authorization: Bearer {shown}"'
        self.send("GET", "/users/me", words, headers=bearer(token))

    def send(
        self, method: str, path: str, words: str, **options: dict[str, str]
    ) -> httpx2.Response:
        assert self.client is not None
        response = self.client.request(method, path, **options)  # type: ignore[arg-type]
        command = " ".join(f"curl -i {words} {ADDRESS}{path}".split())
        self.add(command, TOKEN.sub("…", response_text(response)))
        return response


@pytest.fixture
def login(application: Application, database_url: URL) -> Iterator[Login]:
    """Bind the application to an empty database, in which the ids begin with 1."""
    engine = create_engine(database_url)
    assert application.metadata is not None
    application.metadata.create_all(engine)
    with application.bound_to(engine):
        yield Login(TestClient(application.app))
    engine.dispose()


def test_what_you_can_do_at_the_end(record: Record, login: Login) -> None:
    login.request("POST", "/users", ALPHA)
    token = login.log_in()
    login.add(EXPORT, "")
    login.read_me(token)

    record("goal.http", login)


def test_what_is_refused(record: Record, login: Login) -> None:
    login.log_in("passw0rd")
    login.send("GET", "/users/me", "")
    login.read_me("x", "x")

    record("refused.http", login)


def test_a_new_password(record: Record, login: Login) -> None:
    login.request("POST", "/users", ALPHA)
    token = login.log_in()
    login.parts.clear()

    login.request("PUT", "/users/1/password", CHANGE)
    login.read_me(token)
    login.log_in("Passw0rd2")

    record("changed.http", login)


@pytest.mark.parametrize(
    "name", ["cost", "three_parts", "guess", "algorithms", "claims", "borrowed_name"]
)
def test_demos(record: Record, reader: ReaderFolder, name: str) -> None:
    record(f"{name.replace('_', '-')}.console", reader.demo(f"{name}.py"))


@pytest.mark.parametrize(("name", "key"), [("missing", None), ("short", "secret")])
def test_a_bad_key(
    record: Record,
    reader: ReaderFolder,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    key: str | None,
) -> None:
    (reader.path / ".env").unlink()
    if key:
        monkeypatch.setenv("SECRET_KEY", key)
    log = Transcript()

    typed = f"SECRET_KEY={key} {CONFIG}" if key else CONFIG
    log.add(typed, reader.run(CONFIG, fails=True))

    record(f"key-{name}.console", log)


def test_python_multipart_is_not_installed(
    record: Record, reader: ReaderFolder
) -> None:
    reader.add_demo("no_multipart.py")

    output = reader.run("python no_multipart.py", fails=True)

    record("no-multipart.txt", output[output.rindex("RuntimeError") :].rstrip() + "\n")


def test_why_a_token_is_refused(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("why.py")
    log = Transcript()

    log.add("python why.py x", reader.run("python why.py x"))

    record("why.console", log)


def test_the_hostile_tokens(
    record: Record, application: Application, client: Client, sql: Sql
) -> None:
    rows = [row(application, client, sql, hostile) for hostile in HOSTILE]

    head = ("What is sent", "What the caller is not told", "Answer")
    record("hostile.tsv", "".join("\t".join(cells) + "\n" for cells in (head, *rows)))


def row(
    application: Application, client: Client, sql: Sql, hostile: Hostile
) -> tuple[str, str, str]:
    """Say what the library makes of a token, and what the API answers."""
    sql("DELETE FROM users")
    insert_user_with_password(sql, "alpha", 7)
    sql(hostile.sql)
    response = client.get("/users/me", headers=hostile.headers)
    return hostile.title, reason(application, hostile), str(response.status_code)


def reason(application: Application, hostile: Hostile) -> str:
    """Return what is raised below the 401: by the library, or by Pydantic."""
    security = importlib.import_module(f"chapters.{application.stem}.security")
    scheme, _, token = (*hostile.authorization, "")[0].partition(" ")
    if scheme != "Bearer":
        return "not read"
    try:
        security.read_token(token)
    except security.NotAuthenticatedError as error:
        cause = error.__cause__
    else:
        return "good in itself; the row of the user says no"
    if isinstance(cause, ValidationError):
        (entry,) = cause.errors()
        return f"{entry['loc'][0]}: {entry['msg']}"
    return str(cause or "not read: too long")
