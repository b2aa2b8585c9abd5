"""The recordings of chapter 7, from a PostgreSQL server with a user `shop`."""

import re
import shutil
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, Connection, create_engine

from course.servers.kept import SHOP
from course.servers.kinds import POSTGRESQL
from course.servers.server import Server
from course.servers.throwaway import start_servers

from ..application import Application
from ..ch07_postgresql.inside import module
from ..helpers import Client
from .conftest import Record
from .transcript import ReaderFolder, SqlLog, Transcript

ZOE = {"username": "Zoe", "email": "zoe@example.com", "age": 30}
SEED = "python -m chapters.ch07_postgresql.seed"
NOBODY = "postgresql+psycopg2://shop:secret@127.0.0.1:1/shop"

ADDRESS = re.compile(r'(at "127\.0\.0\.1"), port \d+')
COUNT = re.compile(r"^\d+( connections, then:)$", re.MULTILINE)

postgresql = pytest.mark.databases("postgresql")


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """Start a server as `course servers up` does: with an ordinary user."""
    with start_servers([POSTGRESQL]) as servers:
        server = servers["postgresql"]
        with server.connect() as connection:
            connection.exec_driver_sql(SHOP["postgresql"][0].format(password="secret"))
        yield server


@pytest.fixture
def shop(
    database: str,  # noqa: ARG001 - skips where there is no server
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[URL]:
    """Give the ordinary user an empty database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    server: Server = request.getfixturevalue("own_server")
    with server.connect() as connection:
        connection.exec_driver_sql(SHOP["postgresql"][1])
    yield server.url.set(username="shop", password="secret", database="shop")
    with server.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE shop WITH (FORCE)")


@pytest.fixture
def reader(reader: ReaderFolder, shop: URL) -> ReaderFolder:
    """Give the reader the file `.env` with the URL of the server."""
    url = shop.render_as_string(hide_password=False)
    (reader.path / ".env").write_text(f"DATABASE_URL={url}\n")
    return reader


def demo(reader: ReaderFolder, name: str) -> str:
    """Run a demo and note it, with `…` for what differs from run to run."""
    text = ADDRESS.sub(r"\1, port …", str(reader.demo(name)))
    return COUNT.sub(r"…\1", text)


@postgresql
@pytest.mark.parametrize(
    "name",
    [
        "drivers",
        "in_place",
        "insert_twice",
        "transactional_ddl",
        "aborted",
        "explicit_id",
        "too_many_clients",
        "nul",
    ],
)
def test_demos(record: Record, reader: ReaderFolder, name: str) -> None:
    record(f"{name.replace('_', '-')}.console", demo(reader, f"{name}.py"))


@postgresql
def test_the_plan_before(record: Record, reader: ReaderFolder) -> None:
    shutil.rmtree(reader.chapters / "ch07_postgresql")
    copy = reader.add_chapter("ch06_mysql")
    copy.rename(reader.chapters / "ch07_postgresql")

    record("search-plan-before.console", demo(reader, "search_plan.py"))


@postgresql
def test_the_plan_after(record: Record, reader: ReaderFolder) -> None:
    record("search-plan-after.console", demo(reader, "search_plan.py"))


@postgresql
def test_too_many_for_the_administrator(
    record: Record, reader: ReaderFolder, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue("own_server")
    url = server.url.render_as_string(hide_password=False)
    (reader.path / ".env").write_text(f"DATABASE_URL={url}\n")

    text = demo(reader, "too_many_clients.py")

    record("too-many-clients.txt", text.splitlines()[-1] + "\n")


@postgresql
def test_no_server(
    record: Record, reader: ReaderFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.add_demo("insert_twice.py")
    monkeypatch.setenv("DATABASE_URL", NOBODY)

    output = reader.run("python insert_twice.py", fails=True)

    message = output[output.rindex("sqlalchemy.exc.") :]
    record("no-server.txt", message.partition("\n\t")[0] + "\n")


@postgresql
def test_seeding_twice(record: Record, reader: ReaderFolder) -> None:
    log = Transcript()

    for _ in range(2):
        log.add(SEED, reader.run(SEED))

    record("seed.console", log)


@pytest.fixture
def seeded(
    application: Application, shop: URL, reader: ReaderFolder
) -> Iterator[Transcript]:
    """Bind the application to the database, seeded twice as the reader has done it."""
    for _ in range(2):
        reader.run(SEED)
    engine = create_engine(shop)
    with application.bound_to(engine):
        yield Transcript(TestClient(application.app))
    engine.dispose()


@postgresql
def test_what_you_can_do_at_the_end(record: Record, seeded: Transcript) -> None:
    seeded.request("PATCH", "/users/1/preferences", {"theme": "dark", "rows": 25})
    seeded.request("GET", "/users?search=AL_")
    seeded.request("GET", "/reports/signups")

    record("goal.http", seeded)


@postgresql
def test_a_user_after_two_seeds(record: Record, seeded: Transcript) -> None:
    seeded.request("POST", "/users", ZOE)
    seeded.request("DELETE", "/users/11")

    record("created.http", seeded)


@postgresql
def test_preferences(record: Record, seeded: Transcript) -> None:
    seeded.request("PATCH", "/users/2/preferences", {"theme": "dark", "rows": 25})
    seeded.request("PATCH", "/users/2/preferences", {"theme": None, "rows": 50})

    record("preferences.http", seeded)


def test_the_sql_of_a_new_user(
    record: Record, application: Application, database_url: URL, database: str
) -> None:
    """Record it on a database of its own: in a shared one the id would vary."""
    engine = create_engine(database_url)
    assert application.metadata is not None
    application.metadata.create_all(engine)

    with application.bound_to(engine), SqlLog(engine) as log:
        TestClient(application.app).post("/users", json=ZOE)

    record(f"create.{database}.sql", log)
    engine.dispose()


def test_the_sql_of_the_report(
    record: Record, client: Client, sql_log: SqlLog, database: str
) -> None:
    client.get("/reports/signups")

    record(f"report.{database}.sql", sql_log)


def test_the_sql_of_an_upsert(
    record: Record, application: Application, bind: Connection, database: str
) -> None:
    dialects = module(application, "dialects")
    models = module(application, "models")
    users = module(application, "seed").USERS[:1]
    changes = {"updated_at": dialects.UTCNow()}

    with SqlLog(bind.engine) as log:
        bind.execute(
            dialects.upsert(bind.dialect, models.User, users, "username", **changes)
        )

    record(f"upsert.{database}.sql", log)
