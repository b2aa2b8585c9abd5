"""A moment keeps its microseconds, and is in UTC whatever zone the server is in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import URL, Engine, create_engine, insert, select
from sqlalchemy.orm import Session

from tests.application import Application
from tests.callers import early_client
from tests.helpers import Sql

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
NOON = datetime(2020, 7, 1, 12, 0, 0, 654321, timezone(timedelta(hours=2)))
# A connection in another time zone, on each server.
ELSEWHERE: dict[str, dict[str, str]] = {
    "mysql": {"init_command": "SET time_zone = '+05:00'"},
    "postgresql": {"options": "-c timezone=Asia/Tokyo"},
}


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
def engine_elsewhere(
    application: Application, database: str, database_url: URL
) -> Iterator[Engine]:
    """Make an engine whose connections are in another time zone."""
    assert application.metadata is not None
    engine = create_engine(database_url, connect_args=ELSEWHERE[database])
    application.make_tables(engine)
    yield engine
    engine.dispose()


@pytest.mark.databases("mysql", "postgresql")
def test_the_server_may_be_in_another_zone(
    application: Application, engine_elsewhere: Engine
) -> None:
    with application.bound_to(engine_elsewhere):
        client = early_client(application)
        path = client.post("/users", json=ALPHA).headers["Location"]
        changed = client.patch(path, json={"age": 31}).json()

    for name in ("created_at", "updated_at"):
        moment = datetime.fromisoformat(changed[name])
        assert changed[name].endswith("Z")
        assert abs(datetime.now(UTC) - moment) < timedelta(minutes=10)
