"""The table refuses what the API refuses: not every row comes through the API."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers import Client, Sql

INSERT = "INSERT INTO users (username, email, age) VALUES (:username, :email, :age)"
ALPHA = {"username": "alpha", "email": "alpha@example.com", "age": 30}


def test_the_database_fills_in_what_is_left_out(sql: Sql) -> None:
    sql("INSERT INTO users (username, email) VALUES ('alpha', 'alpha@example.com')")

    assert sql(
        "SELECT age, is_active, is_admin, created_at IS NULL AS no_time FROM users"
    ) == [{"age": None, "is_active": 1, "is_admin": 0, "no_time": 0}]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "other@example.com"}, "users.username"),
        ({"username": "other"}, "users.email"),
    ],
)
def test_names_and_addresses_are_unique(
    sql: Sql, change: dict[str, str], words: str
) -> None:
    sql(INSERT, **ALPHA)

    with pytest.raises(IntegrityError, match=f"UNIQUE constraint failed: {words}"):
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
    with pytest.raises(IntegrityError, match=f"CHECK constraint failed: {constraint}"):
        sql(INSERT, **ALPHA | change)


@pytest.mark.parametrize("column", ["username", "email", "is_active", "is_admin"])
def test_a_column_without_a_null_says_so(sql: Sql, column: str) -> None:
    sql(INSERT, **ALPHA)

    with pytest.raises(IntegrityError, match=f"NOT NULL constraint failed: .*{column}"):
        sql(f"UPDATE users SET {column} = NULL")


def test_an_id_is_never_used_again(client: Client, sql: Sql) -> None:
    first = client.post("/users", json=ALPHA).json()["id"]
    sql("DELETE FROM users")

    second = client.post("/users", json=ALPHA).json()["id"]

    assert second > first


def test_the_columns_hold_the_longest_name_and_address(sql: Sql) -> None:
    (table,) = sql("SELECT sql FROM sqlite_master WHERE name = 'users'")

    assert "username VARCHAR(20) NOT NULL" in str(table["sql"])
    assert "email VARCHAR(254) NOT NULL" in str(table["sql"])


def test_the_unique_constraints_have_names(sql: Sql) -> None:
    (table,) = sql("SELECT sql FROM sqlite_master WHERE name = 'users'")

    assert "CONSTRAINT uq_users_username UNIQUE (username)" in str(table["sql"])
    assert "CONSTRAINT uq_users_email UNIQUE (email)" in str(table["sql"])
