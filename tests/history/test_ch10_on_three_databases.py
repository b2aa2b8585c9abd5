"""The table of attempts comes and goes; the users stay.

The name of this file lets its tests run once for each database.
"""

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text

from .test_ch07_on_three_databases import INSERT, connection, url
from .test_history import config

__all__ = ["connection", "url"]  # fixtures

ATTEMPT = (
    "INSERT INTO login_throttles (subject, attempts, ends_at)"
    " VALUES ('x', 1, '2026-01-01 00:00:00')"
)


def test_down_and_up_again_only_the_attempts_are_gone(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch10")
    connection.execute(text(INSERT))
    connection.execute(text(ATTEMPT))

    command.downgrade(config(url), "ch09")
    command.upgrade(config(url), "ch10")

    assert connection.scalars(text("SELECT username FROM users")).all() == ["alpha"]
    assert connection.scalars(text("SELECT subject FROM login_throttles")).all() == []


def test_old_attempts_are_found_by_an_index(url: str, connection: Connection) -> None:
    command.upgrade(config(url), "ch10")

    indexes = inspect(connection).get_indexes("login_throttles")

    assert [index["column_names"] for index in indexes] == [["ends_at"]]


@pytest.mark.databases("mysql")
def test_on_mysql_a_moment_keeps_its_microseconds(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch10")

    columns = inspect(connection).get_columns("login_throttles")

    found = {column["name"]: column["type"] for column in columns}
    assert getattr(found["ends_at"], "fsp", None) == 6
    assert getattr(found["subject"], "collation", "") == "utf8mb4_bin"
