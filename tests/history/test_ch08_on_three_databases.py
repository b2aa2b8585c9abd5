"""A user from before chapter 8 stays, and has no password.

The name of this file lets its tests run once for each database.
"""

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text

from .test_ch07_on_three_databases import INSERT, connection, url
from .test_history import config

__all__ = ["connection", "url"]  # fixtures


def test_a_row_from_before_has_no_password(url: str, connection: Connection) -> None:
    command.upgrade(config(url), "ch07")
    connection.execute(text(INSERT))

    command.upgrade(config(url), "ch08")

    rows = connection.execute(text("SELECT username, hashed_password FROM users")).all()
    assert [tuple(row) for row in rows] == [("alpha", None)]


@pytest.mark.databases("mysql")
def test_on_mysql_a_hash_is_compared_letter_by_letter(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch08")

    columns = {c["name"]: c["type"] for c in inspect(connection).get_columns("users")}
    assert getattr(columns["hashed_password"], "collation", "") == "utf8mb4_bin"


def test_down_and_up_again_only_the_hash_is_gone(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch08")
    connection.execute(text(INSERT))
    connection.execute(text("UPDATE users SET hashed_password = '$argon2id$'"))

    command.downgrade(config(url), "ch07")
    command.upgrade(config(url), "ch08")

    rows = connection.execute(text("SELECT username, hashed_password FROM users")).all()
    assert [tuple(row) for row in rows] == [("alpha", None)]
