"""A user from before chapter 9 gets the first version of her tokens.

The name of this file lets its tests run once for each database.
"""

from alembic import command
from sqlalchemy import Connection, text

from .test_ch07_on_three_databases import INSERT, connection, url
from .test_history import config

__all__ = ["connection", "url"]  # fixtures

VERSIONS = "SELECT username, token_version FROM users"


def test_the_tokens_of_a_row_from_before_begin_with_1(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch08")
    connection.execute(text(INSERT))

    command.upgrade(config(url), "ch09")

    rows = connection.execute(text(VERSIONS)).all()
    assert [tuple(row) for row in rows] == [("alpha", 1)]


def test_down_and_up_again_the_version_begins_anew(
    url: str, connection: Connection
) -> None:
    command.upgrade(config(url), "ch09")
    connection.execute(text(INSERT))
    connection.execute(text("UPDATE users SET token_version = 3"))

    command.downgrade(config(url), "ch08")
    command.upgrade(config(url), "ch09")

    rows = connection.execute(text(VERSIONS)).all()
    assert [tuple(row) for row in rows] == [("alpha", 1)]
