"""The timestamps of a row: stored in UTC, aware when read, moved by a change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Table, insert, literal, select, update
from sqlalchemy.orm import Session

from tests.application import Application
from tests.helpers import Sql

NOON = datetime(2020, 7, 1, 12, 0, tzinfo=UTC)
NOON_SAID_IN_DELHI = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
ALPHA = {"username": "alpha", "email": "alpha@example.com"}


@pytest.fixture
def users(application: Application) -> Table:
    assert application.metadata is not None
    return application.metadata.tables["users"]


@pytest.fixture
def session(
    application: Application,
    sql: Sql,  # noqa: ARG001 - binds the application
) -> Iterator[Session]:
    assert application.database is not None
    with application.database.SessionFactory() as session:
        yield session


def test_a_moment_said_in_another_zone_is_stored_in_utc(
    session: Session, users: Table, sql: Sql
) -> None:
    session.execute(insert(users).values(ALPHA | {"created_at": NOON_SAID_IN_DELHI}))
    session.commit()

    (row,) = sql("SELECT created_at FROM users")
    assert str(row["created_at"]).startswith("2020-07-01 12:00:00")


def test_a_moment_comes_back_aware_and_in_utc(session: Session, users: Table) -> None:
    session.execute(insert(users).values(ALPHA | {"created_at": NOON}))

    moment = session.scalars(select(users.c.created_at)).one()

    assert moment == NOON
    assert moment.utcoffset() == timedelta(0)


def test_no_moment_stays_none(session: Session, users: Table) -> None:
    moment = session.scalars(select(literal(None, users.c.created_at.type))).one()

    assert moment is None


def test_a_change_of_the_row_moves_updated_at_only(
    session: Session, users: Table
) -> None:
    session.execute(
        insert(users).values(ALPHA | {"created_at": NOON, "updated_at": NOON})
    )

    session.execute(update(users).values(age=31))

    times = session.execute(select(users.c.created_at, users.c.updated_at)).one()
    assert times.created_at == NOON
    assert times.updated_at > NOON
