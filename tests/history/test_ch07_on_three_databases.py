"""The migrations run on all three databases, also where there are rows.

The name of this file lets its tests run once for each database.
"""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import URL, Connection, create_engine, inspect, text

from .test_history import config

INSERT = "INSERT INTO users (username, email) VALUES ('alpha', 'alpha@example.com')"


@pytest.fixture
def url(database_url: URL) -> str:
    return database_url.render_as_string(hide_password=False)


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_row_from_before_gets_empty_preferences(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch03")
    connection.execute(text(INSERT))

    command.upgrade(config(url), "ch07")

    rows = connection.execute(text("SELECT username, preferences FROM users")).all()
    assert [(name, str(kept)) for name, kept in rows] == [("alpha", "{}")]


def test_down_and_up_again_the_row_is_still_there(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch07")
    connection.execute(text(INSERT))

    command.downgrade(config(url), "ch03")
    command.upgrade(config(url), "ch07")

    assert connection.scalars(text("SELECT username FROM users")).all() == ["alpha"]


def test_down_to_the_base_no_table_is_left(url: str, connection: Connection) -> None:
    command.upgrade(config(url), "ch07")

    command.downgrade(config(url), "base")

    assert inspect(connection).get_table_names() == ["alembic_version"]


@pytest.mark.databases("postgresql")
def test_the_index_of_the_search_is_made(url: str, connection: Connection) -> None:
    command.upgrade(config(url), "head")

    query = "SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%prefix'"
    (found,) = connection.scalars(text(query))

    assert str(found).endswith("(username text_pattern_ops)")
    command.check(config(url))
