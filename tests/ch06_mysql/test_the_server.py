"""What the page says that MySQL does, asked of a real server."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import (
    URL,
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import CompileError, DBAPIError, IntegrityError, OperationalError

if TYPE_CHECKING:
    from course.servers.server import Server

pytestmark = pytest.mark.databases("mysql")


@pytest.fixture
def engine(database_url: URL) -> Iterator[Engine]:
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def test_a_text_needs_a_length(engine: Engine) -> None:
    loose = Table("loose", MetaData(), Column("name", String))

    with pytest.raises(CompileError, match="VARCHAR requires a length"):
        loose.create(engine)


def test_an_emoji_needs_utf8mb4(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE notes (body VARCHAR(9)) CHARSET utf8mb3"))

    with pytest.raises(DBAPIError, match="1366, .*Incorrect string value"):
        connection.execute(text("INSERT INTO notes VALUES ('👍')"))

    connection.execute(text("ALTER TABLE notes CONVERT TO CHARACTER SET utf8mb4"))
    connection.execute(text("INSERT INTO notes VALUES ('👍')"))
    assert connection.scalars(text("SELECT body FROM notes")).all() == ["👍"]


@pytest.mark.parametrize("other", ["zoé", "ZOE"])
def test_the_default_collation_takes_different_names_for_equal(
    connection: Connection, other: str
) -> None:
    connection.execute(text("CREATE TABLE t (name VARCHAR(9) UNIQUE)"))
    connection.execute(text("INSERT INTO t VALUES ('zoe')"))

    with pytest.raises(IntegrityError, match="1062, .*Duplicate entry"):
        connection.execute(text("INSERT INTO t VALUES (:name)"), {"name": other})


def test_a_datetime_loses_its_microseconds_and_its_zone(engine: Engine) -> None:
    visits = Table("visits", MetaData(), Column("at", DateTime(timezone=True)))
    visits.create(engine)
    noon = datetime(2026, 7, 1, 12, 0, 0, 123456, timezone(timedelta(hours=2)))

    with engine.connect() as connection:
        connection.execute(insert(visits).values(at=noon))
        moment = connection.scalars(select(visits.c.at)).one()

    assert moment == datetime(2026, 7, 1, 12, 0)  # noqa: DTZ001 - this is the loss


@pytest.mark.parametrize("pre_ping", [False, True])
def test_only_a_ping_notices_that_the_server_has_closed_a_connection(
    connection: Connection, database_url: URL, *, pre_ping: bool
) -> None:
    engine = create_engine(database_url, pool_pre_ping=pre_ping)
    with engine.connect() as first:
        number = first.scalars(text("SELECT CONNECTION_ID()")).one()
    connection.execute(text(f"KILL {number}"))

    with ExitStack() as stack:
        if not pre_ping:
            stack.enter_context(pytest.raises(OperationalError, match="2006|2013"))
        with engine.connect() as again:
            assert again.scalars(text("SELECT 1")).one() == 1

    engine.dispose()


def test_a_server_has_only_so_many_connections(private_server: "Server") -> None:
    engine = create_engine(private_server.url, poolclass=NullPool)
    with private_server.connect() as connection:
        connection.execute(text("SET GLOBAL max_connections = 10"))

    with ExitStack() as stack:
        for _ in range(11):  # the administrator has one more than the others
            stack.enter_context(engine.connect())
        with pytest.raises(OperationalError, match="1040, .*Too many connections"):
            engine.connect()


def test_a_rollback_does_not_undo_a_table(engine: Engine) -> None:
    metadata = MetaData()
    Table("folders", metadata, Column("id", Integer, primary_key=True))
    Table("links", metadata, Column("address", String(20000)))

    with pytest.raises(OperationalError, match="1074"), engine.begin() as connection:
        metadata.create_all(connection)

    assert inspect(engine).get_table_names() == ["folders"]
