"""The table refuses what the API refuses: not every row comes through the API."""

import pytest
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.helpers import Client, Sql

INSERT = "INSERT INTO users (username, email, age) VALUES (:username, :email, :age)"
# What SQLite, MySQL and PostgreSQL say, in this order.
IS_TAKEN = "UNIQUE .*users.{0}|Duplicate entry .*uq_users_{0}|unique .*uq_users_{0}"
IS_BROKEN = "CHECK .*failed: {0}|CONSTRAINT .{0}. failed|constraint '{0}'|check .*{0}"
IS_NULL = "NOT NULL .*users.{0}|Column '{0}' cannot be null|null value in column .{0}"
ALPHA = {"username": "alpha", "email": "alpha@example.com", "age": 30}


def test_the_database_fills_in_what_is_left_out(sql: Sql) -> None:
    sql("INSERT INTO users (username, email) VALUES ('alpha', 'alpha@example.com')")

    assert sql(
        "SELECT age, is_active, is_admin, created_at IS NULL AS no_time FROM users"
    ) == [{"age": None, "is_active": 1, "is_admin": 0, "no_time": 0}]


@pytest.mark.parametrize(
    ("change", "column"),
    [({"email": "other@example.com"}, "username"), ({"username": "other"}, "email")],
)
def test_names_and_addresses_are_unique(
    sql: Sql, change: dict[str, str], column: str
) -> None:
    sql(INSERT, **ALPHA)

    with pytest.raises(IntegrityError, match=IS_TAKEN.format(column)):
        sql(INSERT, **ALPHA | change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"username": "Alpha"}, "ck_users_username_lower"),
        ({"email": "Alpha@example.com"}, "ck_users_email_lower"),
        ({"age": 0}, "ck_users_age_range"),
        ({"age": 121}, "ck_users_age_range"),
    ],
)
def test_a_check_names_the_rule_that_was_broken(
    sql: Sql, change: dict[str, object], constraint: str
) -> None:
    with pytest.raises(DatabaseError, match=IS_BROKEN.format(constraint)):
        sql(INSERT, **ALPHA | change)


@pytest.mark.parametrize("column", ["username", "email", "is_active", "is_admin"])
def test_a_column_without_a_null_says_so(sql: Sql, column: str) -> None:
    sql(INSERT, **ALPHA)

    with pytest.raises(IntegrityError, match=IS_NULL.format(column)):
        sql(f"UPDATE users SET {column} = NULL")


def test_an_id_is_never_used_again(client: Client, sql: Sql) -> None:
    first = client.post("/users", json=ALPHA).json()["id"]
    sql("DELETE FROM users")

    second = client.post("/users", json=ALPHA).json()["id"]

    assert second > first


def test_the_columns_hold_the_longest_name_and_address(
    bind: Engine | Connection,
) -> None:
    columns = {column["name"]: column for column in inspect(bind).get_columns("users")}

    assert getattr(columns["username"]["type"], "length", None) == 20
    assert getattr(columns["email"]["type"], "length", None) == 254


def test_the_unique_constraints_have_names(bind: Engine | Connection) -> None:
    constraints = inspect(bind).get_unique_constraints("users")

    assert {one["name"]: one["column_names"] for one in constraints} == {
        "uq_users_username": ["username"],
        "uq_users_email": ["email"],
    }
