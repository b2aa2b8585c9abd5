"""The recordings of chapter 8, with the costs of a hash that a reader has.

What is random in a hash, the salt and what follows from it, is noted as `…`.
"""

import re
from collections.abc import Iterator

import pytest
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from sqlalchemy import URL, create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from ..application import Application, load_application
from ..ch08_passwords.inside import module
from .conftest import Record
from .transcript import ReaderFolder, SqlLog, Transcript

ZOE = {"username": "Zoe", "email": "zoe@example.com", "password": "Winter2026"}
YAN = ZOE | {"username": "yan", "email": "yan@example.com"}
LOGIN = {"username": "zoe", "password": "Winter2026"}
CHANGE = {"current_password": "Winter2026", "new_password": "Summer2027"}

RANDOM = re.compile(r"(\$argon2id\$v=19\$m=\d+,t=\d+,p=1\$)[\w+/]+\$[\w+/]+")

sqlite = pytest.mark.databases("sqlite")


@pytest.fixture(autouse=True)
def costs_of_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let programs make real hashes, not the cheap ones of tests."""
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)


@sqlite
@pytest.mark.parametrize(
    "name",
    [
        "thief",
        "slow_hash",
        "in_a_log",
        "sql_log",
        "same_work",
        "out_of_date",
        "unreadable",
        "old_table",
        "not_opened",
    ],
)
def test_demos(record: Record, reader: ReaderFolder, name: str) -> None:
    if name == "old_table":
        reader.add_chapter("ch07_postgresql")

    console = RANDOM.sub(r"\1…$…", str(reader.demo(f"{name}.py")))

    record(f"{name.replace('_', '-')}.console", console)


@sqlite
def test_what_you_can_do_at_the_end(record: Record, transcript: Transcript) -> None:
    assert transcript.client is not None
    transcript.client.post("/users", json=ZOE)  # the reader has made her by then

    transcript.request("POST", "/users", YAN)
    transcript.request("POST", "/login", LOGIN | {"username": "yan"})
    transcript.request("PUT", "/users/2/password", CHANGE)
    transcript.request("POST", "/login", LOGIN | {"username": "yan"})

    record("goal.http", transcript)


@sqlite
def test_a_new_user(record: Record, transcript: Transcript, sql_log: SqlLog) -> None:
    transcript.request("POST", "/users", ZOE)

    record("created.http", transcript)
    (insert, values) = sql_log.lines[1:3]
    cheap = RANDOM.sub("$argon2id$…", values)
    record("created.sqlite.sql", f"{insert}\n{cheap}\n")


@pytest.fixture
def fastapis_own_answer(application: Application) -> Iterator[None]:
    """Let FastAPI answer what is invalid, as in the chapters before."""
    handlers = application.app.exception_handlers
    ours = handlers[RequestValidationError]
    handlers[RequestValidationError] = request_validation_exception_handler
    application.app.middleware_stack = None
    yield
    handlers[RequestValidationError] = ours
    application.app.middleware_stack = None


def bad_bodies(transcript: Transcript) -> Transcript:
    transcript.request("POST", "/users", ZOE | {"password": "winter2026"})
    return transcript


@sqlite
@pytest.mark.usefixtures("fastapis_own_answer")
def test_an_answer_with_the_password(record: Record, transcript: Transcript) -> None:
    record("echo-before.http", bad_bodies(transcript))


@sqlite
def test_an_answer_without_it(record: Record, transcript: Transcript) -> None:
    record("echo-after.http", bad_bodies(transcript))


@sqlite
def test_logins(record: Record, transcript: Transcript) -> None:
    assert transcript.client is not None
    transcript.client.post("/users", json=ZOE)

    transcript.request("POST", "/login", LOGIN)
    transcript.request("POST", "/login", LOGIN | {"password": "Winter2025"})
    transcript.request("POST", "/login", LOGIN | {"username": "nobody"})

    record("login.http", transcript)


@sqlite
def test_changes_of_a_password(record: Record, transcript: Transcript) -> None:
    assert transcript.client is not None
    transcript.client.post("/users", json=ZOE)

    for _ in range(2):
        transcript.request("PUT", "/users/1/password", CHANGE)

    record("change.http", transcript)


@pytest.mark.databases("mysql", "postgresql")
def test_a_table_from_before(
    record: Record, application: Application, database_url: URL, database: str
) -> None:
    user = module(application, "models").User
    old = load_application("ch07_postgresql").metadata
    assert old is not None
    engine = create_engine(database_url)
    old.create_all(engine)

    said = []
    for statement in (insert(user).values(hashed_password=None), select(user)):
        with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
            connection.execute(statement)
        said.append(str(caught.value.orig).splitlines()[0] + "\n")

    record(f"old-table.{database}.txt", "".join(said))
    engine.dispose()


@pytest.mark.databases("postgresql")
def test_a_row_in_a_message_of_the_server(record: Record, database_url: URL) -> None:
    """The table and the values are those of `sql_log.py`."""
    engine = create_engine(database_url, hide_parameters=True)
    new_row = text("INSERT INTO t VALUES (:hashed)")
    with engine.connect() as connection:
        connection.execute(
            text("CREATE TEMPORARY TABLE t (hashed TEXT CHECK (hashed = ''))")
        )
        with pytest.raises(DBAPIError) as caught:
            connection.execute(new_row, {"hashed": "$argon2id$..."})

    message = str(caught.value).partition("[SQL")[0].strip()
    record("failing-row.postgresql.txt", f"{message}\n")
    engine.dispose()
