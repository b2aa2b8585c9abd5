"""A moment keeps its microseconds, and is in UTC whatever zone the server is in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, Engine, create_engine, insert, select, text
from sqlalchemy.orm import Session

from tests.application import Application
from tests.helpers import Sql

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
NOON = datetime(2020, 7, 1, 12, 0, 0, 654321, timezone(timedelta(hours=2)))
AWAY = text(
    "SELECT ABS(TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), created_at)) FROM users"
    " UNION ALL"
    " SELECT ABS(TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), updated_at)) FROM users"
)


def test_a_moment_keeps_its_microseconds(
    application: Application,
    sql: Sql,  # noqa: ARG001 - binds the application
) -> None:
    assert application.metadata is not None
    assert application.database is not None
    users = application.metadata.tables["users"]

    session: Session
    with application.database.SessionFactory() as session:
        session.execute(insert(users).values(ALPHA | {"created_at": NOON}))
        moment = session.scalars(select(users.c.created_at)).one()

    assert moment == NOON
    assert moment.tzinfo == UTC


@pytest.fixture
def engine_elsewhere(application: Application, database_url: URL) -> Iterator[Engine]:
    """Make an engine whose connections are in another time zone."""
    assert application.metadata is not None
    zone = {"init_command": "SET time_zone = '+05:00'"}
    engine = create_engine(database_url, connect_args=zone)
    application.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.databases("mysql")
def test_the_server_may_be_in_another_zone(
    application: Application, engine_elsewhere: Engine
) -> None:
    with application.bound_to(engine_elsewhere):
        client = TestClient(application.app)
        created = client.post("/users", json=ALPHA).json()
        client.patch(f"/users/{created['id']}", json={"age": 31})

    with engine_elsewhere.connect() as connection:
        assert max(connection.scalars(AWAY)) < 600
