"""GET /users/me: whom a token names, whatever has happened to the name."""

import pytest

from tests.helpers import Client, Row, Sql, insert_user_with_password

from .signing import bearer, log_in

CHANGE = {"current_password": "Passw0rd", "new_password": "Passw0rd2"}


@pytest.fixture(autouse=True)
def alpha(sql: Sql) -> None:
    insert_user_with_password(sql, "alpha", 7)


@pytest.fixture
def headers(client: Client) -> dict[str, str]:
    return bearer(log_in(client, "alpha"))


def row(sql: Sql) -> Row:
    query = "SELECT token_version, updated_at FROM users WHERE id = 7"
    (row,) = sql(query)
    return row


def test_a_token_says_who_calls(client: Client, headers: dict[str, str]) -> None:
    response = client.get("/users/me", headers=headers)

    assert response.status_code == 200
    assert (response.json()["id"], response.json()["username"]) == (7, "alpha")


def test_the_caller_sees_what_everybody_sees_of_a_user(
    client: Client, headers: dict[str, str]
) -> None:
    me = client.get("/users/me", headers=headers).json()

    assert me == client.get("/users/7", headers=headers).json()
    assert not {"hashed_password", "token_version"} & set(me)


def test_me_is_no_id(client: Client) -> None:
    response = client.get("/users/me")

    assert response.status_code == 401


def test_each_caller_is_another_one(
    client: Client, sql: Sql, headers: dict[str, str]
) -> None:
    insert_user_with_password(sql, "beta", 8)
    others = bearer(log_in(client, "beta"))

    names = [
        client.get("/users/me", headers=one).json()["username"]
        for one in (headers, others, headers)
    ]

    assert names == ["alpha", "beta", "alpha"]


def test_a_token_survives_a_new_name(client: Client, headers: dict[str, str]) -> None:
    client.patch("/users/7", json={"username": "zoe"}, headers=headers)

    response = client.get("/users/me", headers=headers)

    assert response.status_code == 200
    assert response.json()["username"] == "zoe"


def test_a_name_that_was_borrowed_opens_nobody_elses_account(
    client: Client, sql: Sql, headers: dict[str, str]
) -> None:
    """Take another name, get a token, and give the name back: who comes next?"""
    client.patch("/users/7", json={"username": "boss"}, headers=headers)
    token = log_in(client, "boss")
    client.patch("/users/7", json={"username": "alpha"}, headers=bearer(token))
    insert_user_with_password(sql, "boss", 8)

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 200
    assert (response.json()["id"], response.json()["username"]) == (7, "alpha")


def test_who_gets_the_name_of_a_deleted_user_does_not_get_her_tokens(
    client: Client, sql: Sql, headers: dict[str, str]
) -> None:
    client.delete("/users/7", headers=headers)
    sql("INSERT INTO users (username, email) VALUES ('alpha', 'new@example.com')")

    response = client.get("/users/me", headers=headers)

    assert response.status_code == 401


def test_a_user_is_activated_again_with_her_token(
    client: Client, sql: Sql, headers: dict[str, str]
) -> None:
    sql("UPDATE users SET is_active = false WHERE id = 7")
    first = client.get("/users/me", headers=headers)
    sql("UPDATE users SET is_active = true WHERE id = 7")

    second = client.get("/users/me", headers=headers)

    assert (first.status_code, second.status_code) == (401, 200)


def test_a_new_password_ends_all_older_tokens(
    client: Client, headers: dict[str, str]
) -> None:
    another = bearer(log_in(client, "alpha"))

    client.put("/users/7/password", json=CHANGE, headers=headers)

    assert client.get("/users/me", headers=headers).status_code == 401
    assert client.get("/users/me", headers=another).status_code == 401


def test_a_token_made_at_once_after_the_change_is_good(
    client: Client, headers: dict[str, str]
) -> None:
    """In the same second, so that the time of issue could not tell them apart."""
    client.put("/users/7/password", json=CHANGE, headers=headers)
    new = bearer(log_in(client, "alpha", "Passw0rd2"))

    response = client.get("/users/me", headers=new)

    assert response.status_code == 200


def test_each_change_counts(client: Client, sql: Sql, headers: dict[str, str]) -> None:
    client.put("/users/7/password", json=CHANGE, headers=headers)
    new = bearer(log_in(client, "alpha", "Passw0rd2"))
    again = {"current_password": "Passw0rd2", "new_password": "Passw0rd"}
    client.put("/users/7/password", json=again, headers=new)

    assert row(sql)["token_version"] == 3
    assert client.get("/users/me", headers=headers).status_code == 401
    assert client.get("/users/me", headers=new).status_code == 401


def test_a_change_that_is_refused_ends_nothing(
    client: Client, headers: dict[str, str]
) -> None:
    wrong = CHANGE | {"current_password": "passw0rd"}
    client.put("/users/7/password", json=wrong, headers=headers)

    response = client.get("/users/me", headers=headers)

    assert response.status_code == 200


def test_a_new_address_ends_nothing(client: Client, headers: dict[str, str]) -> None:
    client.patch("/users/7", json={"email": "a@example.com"}, headers=headers)

    response = client.get("/users/me", headers=headers)

    assert response.status_code == 200


def test_a_token_is_read_and_nothing_is_written(
    client: Client, sql: Sql, headers: dict[str, str]
) -> None:
    before = row(sql)

    client.get("/users/me", headers=headers)

    assert row(sql) == before
