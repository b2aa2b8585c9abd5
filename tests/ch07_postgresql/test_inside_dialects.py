"""Behind the seam: tests that look into the application and its database."""

from datetime import UTC, date, datetime
from types import ModuleType

import pytest
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.application import Application
from tests.ch07_postgresql.inside import module
from tests.helpers import Sql

LATE = datetime(2026, 11, 2, 23, 59, 59, 999_999, tzinfo=UTC)


@pytest.fixture
def models(application: Application) -> ModuleType:
    return module(application, "models")


@pytest.fixture
def dialects(application: Application) -> ModuleType:
    return module(application, "dialects")


def rows(*pairs: tuple[str, str], age: int = 30) -> list[dict[str, object]]:
    return [
        {"username": name, "age": age, "email": f"{mail}@example.com"}
        for name, mail in pairs
    ]


def test_an_upsert_inserts_and_changes(
    bind: Connection, sql: Sql, dialects: ModuleType, models: ModuleType
) -> None:
    users = rows(("alpha", "old"), ("beta", "beta"))
    first = dialects.upsert(bind.dialect, models.User, users, "username")
    bind.execute(first)
    ids = sql("SELECT id FROM users ORDER BY username")

    users = rows(("alpha", "new"), ("gamma", "gamma"), age=31)
    bind.execute(dialects.upsert(bind.dialect, models.User, users, "username"))

    found = sql("SELECT username, email, age FROM users ORDER BY username")
    assert [tuple(row.values()) for row in found] == [
        ("alpha", "new@example.com", 31),
        ("beta", "beta@example.com", 30),
        ("gamma", "gamma@example.com", 31),
    ]
    assert sql("SELECT id FROM users ORDER BY username")[:2] == ids


def test_an_upsert_sets_what_else_is_asked_for(
    bind: Connection, sql: Sql, dialects: ModuleType, models: ModuleType
) -> None:
    users = rows(("alpha", "alpha"))
    for active in (True, False):
        statement = dialects.upsert(
            bind.dialect, models.User, users, "username", is_active=active
        )
        bind.execute(statement)

    assert sql("SELECT is_active FROM users") == [{"is_active": False}]


@pytest.mark.databases("sqlite", "postgresql")
def test_an_upsert_does_not_take_another_users_address(
    bind: Connection, dialects: ModuleType, models: ModuleType
) -> None:
    users = rows(("alpha", "alpha"))
    bind.execute(dialects.upsert(bind.dialect, models.User, users, "username"))
    users = rows(("beta", "alpha"))

    with pytest.raises(IntegrityError):
        bind.execute(dialects.upsert(bind.dialect, models.User, users, "username"))


@pytest.mark.databases("mysql")
def test_on_mysql_any_unique_value_makes_it_a_change(
    bind: Connection, sql: Sql, dialects: ModuleType, models: ModuleType
) -> None:
    users = rows(("alpha", "alpha"))
    bind.execute(dialects.upsert(bind.dialect, models.User, users, "username"))
    users = rows(("beta", "alpha"), age=31)
    bind.execute(dialects.upsert(bind.dialect, models.User, users, "username"))

    assert sql("SELECT username, age FROM users") == [{"username": "alpha", "age": 31}]


def test_the_day_of_a_moment_is_the_day_in_utc(
    bind: Connection, dialects: ModuleType, models: ModuleType
) -> None:
    with Session(bind, join_transaction_mode="create_savepoint") as session:
        user = rows(("alpha", "alpha"))[0] | {"created_at": LATE}
        session.add(models.User(**user))
        session.commit()
    if bind.dialect.name == "postgresql":
        bind.execute(text("SET LOCAL TIME ZONE 'Asia/Tokyo'"))

    day = bind.scalar(select(dialects.DayOf(models.User.created_at)))

    assert day == date(2026, 11, 2)


def test_a_change_in_place_is_written(bind: Connection, models: ModuleType) -> None:
    with Session(bind, join_transaction_mode="create_savepoint") as session:
        user = models.User(**rows(("alpha", "alpha"))[0], preferences={"rows": 10})
        session.add(user)
        session.commit()
        user.preferences["rows"] = 25
        session.commit()

    assert bind.scalar(select(models.User.preferences)) == {"rows": 25}


def test_a_query_can_look_into_the_preferences(
    bind: Connection, models: ModuleType
) -> None:
    with Session(bind, join_transaction_mode="create_savepoint") as session:
        for name, theme in (("alpha", "dark"), ("beta", "light")):
            user = rows((name, name))[0]
            session.add(models.User(**user, preferences={"theme": theme}))
        session.commit()

    theme = models.User.preferences["theme"].as_string()

    found = bind.scalars(select(models.User.username).where(theme == "dark"))
    assert found.all() == ["alpha"]


@pytest.mark.databases("postgresql")
def test_the_index_of_the_search_is_on_postgresql(bind: Connection) -> None:
    index = "SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%\\_prefix'"

    assert str(bind.scalar(text(index))).endswith("(username text_pattern_ops)")
    types = {
        one["name"]: str(one["type"]) for one in inspect(bind).get_columns("users")
    }
    assert types["preferences"] == "JSONB"


@pytest.mark.databases("sqlite", "mysql")
def test_and_nowhere_else(bind: Connection) -> None:
    names = [index["name"] for index in inspect(bind).get_indexes("users")]

    assert "ix_users_username_prefix" not in names
