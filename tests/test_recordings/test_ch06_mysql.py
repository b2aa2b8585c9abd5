"""The recordings of chapter 6, on a MariaDB server with a user and a database."""

import re
import shutil
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, create_engine

from course.servers.kept import SHOP
from course.servers.kinds import MYSQL
from course.servers.throwaway import start_servers

from ..application import Application, package_path
from .conftest import Record
from .transcript import ReaderFolder, SqlLog, Transcript

pytestmark = pytest.mark.databases("mysql")

ZOE = {"username": "Zoe", "email": "zoe@example.com", "age": 30}
NOBODY = "mysql+pymysql://shop:secret@127.0.0.1:1/shop"

PORT = re.compile(r"(127\.0\.0\.1):\d+")
# How the end of a connection shows itself depends on the moment and on the system.
SYSTEM = re.compile(r"\(\w+Error\(.*?\)\)|\[Errno \d+\] [\w ]+")


@pytest.fixture(scope="module")
def server_url() -> Iterator[URL]:
    """Start a server as `course servers up` does: for an ordinary user."""
    with start_servers([MYSQL]) as servers:
        server = servers["mysql"]
        with server.connect() as connection:
            for statement in SHOP["mysql"]:
                connection.exec_driver_sql(statement.format(password="secret"))
        yield server.url.set(username="shop", password="secret", database="shop")


@pytest.fixture
def shop(
    database: str,  # noqa: ARG001 - skips where there is no server
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> URL:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    url: URL = request.getfixturevalue("server_url")
    return url


@pytest.fixture
def reader(reader: ReaderFolder, shop: URL) -> ReaderFolder:
    """Give the reader the file `.env` with the URL of the server."""
    url = shop.render_as_string(hide_password=False)
    (reader.path / ".env").write_text(f"DATABASE_URL={url}\n")
    return reader


def demo(reader: ReaderFolder, name: str, *, fails: bool = False) -> str:
    """Run a demo and note it, with `…` for what differs from run to run."""
    text = str(reader.demo(name, fails=fails))
    return SYSTEM.sub("…", PORT.sub(r"\1:…", text))


def last_error(text: str) -> str:
    """Return the last error of an output, with what SQLAlchemy adds below it."""
    return text[text.rindex("sqlalchemy.exc.") :].rstrip() + "\n"


def test_a_user_on_the_server(
    record: Record, application: Application, shop: URL
) -> None:
    engine = create_engine(shop)
    assert application.metadata is not None
    application.metadata.drop_all(engine)
    with SqlLog(engine) as log:
        application.metadata.create_all(engine)
    (create,) = (line for line in log.lines if "CREATE TABLE" in line)

    with application.bound_to(engine):
        transcript = Transcript(TestClient(application.app))
        transcript.request("POST", "/users", ZOE)

    record("users-table.mysql.sql", f"{create.strip()}\n")
    record("created.http", transcript)
    application.metadata.drop_all(engine)
    engine.dispose()


def test_the_server_answers(record: Record, reader: ReaderFolder) -> None:
    record("ping.console", demo(reader, "ping.py"))


def test_a_password_with_an_at_sign(record: Record, reader: ReaderFolder) -> None:
    record("two-at-signs.console", demo(reader, "two_at_signs.py"))


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("no-driver", "mysql://shop:secret@127.0.0.1/shop"),
        ("second-at-sign", "mysql+pymysql://shop:p@ss@127.0.0.1/shop"),
    ],
)
def test_a_bad_setting(
    record: Record,
    reader: ReaderFolder,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    url: str,
) -> None:
    command = "python -m chapters.ch06_mysql.config"
    monkeypatch.setenv("DATABASE_URL", url)
    log = Transcript()

    log.add(f"DATABASE_URL={url} {command}", reader.run(command, fails=True))

    record(f"{name}.console", log)


def test_a_pool_of_two(record: Record, reader: ReaderFolder) -> None:
    record("pool-of-two.console", demo(reader, "pool_of_two.py"))


def test_a_crowd(record: Record, reader: ReaderFolder) -> None:
    record("crowd.console", demo(reader, "crowd.py"))


def test_a_text_without_a_length(record: Record, reader: ReaderFolder) -> None:
    record("no-length.console", demo(reader, "no_length.py"))


def test_an_emoji(record: Record, reader: ReaderFolder) -> None:
    record("emoji.console", demo(reader, "emoji.py"))


def test_collations(record: Record, reader: ReaderFolder) -> None:
    record("collation.console", demo(reader, "collation.py"))


def test_moments_before_and_after(record: Record, reader: ReaderFolder) -> None:
    models = reader.chapters / "ch06_mysql" / "models.py"
    new = models.read_text()

    shutil.copy(package_path("ch05_testing") / "models.py", models)
    record("moments-before.console", demo(reader, "moments.py"))

    models.write_text(new)
    record("moments-after.console", demo(reader, "moments.py"))


def test_a_connection_that_the_server_has_closed(
    record: Record, reader: ReaderFolder
) -> None:
    record("idle.console", demo(reader, "idle.py"))


def test_too_many_connections(record: Record, reader: ReaderFolder) -> None:
    record("too-many.console", demo(reader, "too_many.py"))


def test_tables_that_are_half_made(record: Record, reader: ReaderFolder) -> None:
    record("half-made.console", demo(reader, "half_made.py"))

    file = reader.path / "half_made.py"
    file.write_text(file.read_text().replace("String(20000)", "String(2000)"))
    log = Transcript()
    log.add("python half_made.py", reader.run("python half_made.py"))
    record("whole.console", log)


def test_no_such_driver(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("no_driver.py")

    output = reader.run("python no_driver.py", fails=True)

    record("no-mysqldb.txt", output[output.rindex("ModuleNotFoundError") :])


def test_a_wrong_password(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("wrong_password.py")

    output = reader.run("python wrong_password.py", fails=True)

    record("access-denied.txt", last_error(output))


def test_no_server(
    record: Record, reader: ReaderFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.add_demo("ping.py")
    monkeypatch.setenv("DATABASE_URL", NOBODY)

    output = reader.run("python ping.py", fails=True)

    record("no-server.txt", SYSTEM.sub("…", last_error(output)))
