"""Names and addresses are compared letter by letter, on every database."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.helpers import Client, Sql

INSERT = "INSERT INTO users (username, email) VALUES (:username, :email)"


def test_an_accent_makes_another_address(client: Client) -> None:
    first = client.post("/users", json={"username": "zoe", "email": "zoe@example.com"})
    second = client.post("/users", json={"username": "zo_", "email": "zoé@example.com"})

    assert first.status_code == 201
    assert second.status_code == 201


def test_the_table_refuses_a_capital_letter(sql: Sql) -> None:
    with pytest.raises(DBAPIError, match="ck_users_username_lower"):
        sql(INSERT, username="Alpha", email="alpha@example.com")


def test_an_equal_name_is_refused(client: Client, sql: Sql) -> None:
    sql(INSERT, username="alpha", email="alpha@example.com")

    response = client.post(
        "/users", json={"username": "ALPHA", "email": "other@example.com"}
    )

    assert response.status_code == 409
    assert sql("SELECT username FROM users") == [{"username": "alpha"}]
