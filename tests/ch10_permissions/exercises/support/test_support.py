"""The exercise `support`: a caller who may see everything and change nothing."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.helpers import Client, Sql, insert_user_with_password

Headers = dict[str, str]

ALPHA, BETA, GAMMA, NOBODY = 11, 12, 13, 99
NEW = {"username": "delta", "email": "delta@example.com", "password": "Passw0rd"}
ROWS = "SELECT id, username, age, is_active, is_admin FROM users ORDER BY id"


def make_users(sql: Sql) -> None:
    """Make Alpha an admin, Beta a supporter, and Gamma a plain user.

    The numbers are none that the database gives to a new user.
    """
    for number, name in enumerate(("alpha", "beta", "gamma"), start=11):
        insert_user_with_password(sql, name, number)
    sql("UPDATE users SET is_admin = true WHERE id = 11")
    set_support(sql, BETA, "true")


def set_support(sql: Sql, user_id: int, value: str) -> None:
    try:
        sql(f"UPDATE users SET is_support = {value} WHERE id = {user_id}")
        missing = ""
    except DBAPIError as error:
        missing = str(error.orig)
    assert not missing, f"the table users has no column is_support: {missing}"


def log_in(client: Client, name: str) -> Headers:
    form = {"username": name, "password": "Passw0rd"}
    response = client.post("/token", data=form)
    assert response.status_code == 200, response.text
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


@pytest.mark.parametrize("query", ["", "?page=2&page_size=2", "?search=gam"])
def test_support_sees_the_list_as_an_admin_does(
    client: Client, sql: Sql, query: str
) -> None:
    make_users(sql)
    alpha, beta = log_in(client, "alpha"), log_in(client, "beta")

    response = client.get(f"/users{query}", headers=beta)

    assert response.status_code == 200, response.text
    assert "gamma" in response.text
    assert response.json() == client.get(f"/users{query}", headers=alpha).json()


@pytest.mark.parametrize("path", ["/users/11", "/users/13", "/users/13/preferences"])
def test_support_sees_each_user_as_an_admin_does(
    client: Client, sql: Sql, path: str
) -> None:
    make_users(sql)
    sql("""UPDATE users SET preferences = '{"language": "uk"}' WHERE id = 13""")
    alpha, beta = log_in(client, "alpha"), log_in(client, "beta")

    response = client.get(path, headers=beta)

    assert response.status_code == 200, response.text
    assert response.json() == client.get(path, headers=alpha).json()


@pytest.mark.parametrize("path", ["/users/99", "/users/99/preferences"])
def test_support_is_told_that_there_is_no_such_user(
    client: Client, sql: Sql, path: str
) -> None:
    make_users(sql)

    response = client.get(path, headers=log_in(client, "beta"))

    assert response.status_code == 404, response.text


@pytest.mark.parametrize(
    ("request_line", "body"),
    [
        *(
            (f"{method} /users/{user_id}{rest}", body)
            for user_id in (ALPHA, GAMMA, NOBODY)
            for method, rest, body in [
                ("PATCH", "", {"age": 31}),
                ("PATCH", "", {}),
                ("DELETE", "", None),
                ("PATCH", "/preferences", {"language": "uk"}),
                ("PUT", "/password", {"new_password": "Passw0rd2"}),
            ]
        ),
        ("POST /users", NEW),
        ("GET /reports/signups", None),
        (f"PATCH /users/{BETA}", {"is_admin": True}),
        (f"PATCH /users/{BETA}", {"is_active": False}),
    ],
)
def test_support_changes_nothing(
    client: Client, sql: Sql, request_line: str, body: object
) -> None:
    make_users(sql)
    beta = log_in(client, "beta")
    before = sql(ROWS)

    response = client.request(*request_line.split(), json=body, headers=beta)

    assert response.status_code == 403, response.text
    assert response.json() == {"detail": "Not allowed"}

    assert sql(ROWS) == before
    log_in(client, "gamma")  # with the password of before


def test_support_keeps_the_rights_of_a_user(client: Client, sql: Sql) -> None:
    make_users(sql)
    beta = log_in(client, "beta")
    own = f"/users/{BETA}"

    responses = [
        client.get("/users/me", headers=beta),
        client.patch(own, json={"age": 31}, headers=beta),
        client.patch(f"{own}/preferences", json={"language": "uk"}, headers=beta),
        client.delete(own, headers=beta),
    ]

    assert [response.status_code for response in responses] == [200, 200, 200, 204]


@pytest.mark.parametrize("name", ["alpha", "beta", "gamma"])
def test_nobody_makes_herself_a_supporter(client: Client, sql: Sql, name: str) -> None:
    make_users(sql)
    headers = log_in(client, name)
    own = client.get("/users/me", headers=headers).json()["id"]

    response = client.patch(f"/users/{own}", json={"is_support": True}, headers=headers)

    assert response.status_code == 422, response.text


def test_a_new_user_is_no_supporter_and_no_answer_says_who_is(
    client: Client, sql: Sql
) -> None:
    make_users(sql)
    alpha = log_in(client, "alpha")

    sent = client.post("/users", json=NEW | {"is_support": True}, headers=alpha)
    response = client.post("/users", json=NEW, headers=alpha)

    assert (sent.status_code, response.status_code) == (422, 201)
    assert "is_support" not in response.text

    supporters = sql("SELECT username FROM users WHERE is_support")
    assert supporters == [{"username": "beta"}]


@pytest.mark.parametrize("path", ["/users", "/users/11", "/users/11/preferences"])
def test_the_right_ends_at_once(client: Client, sql: Sql, path: str) -> None:
    make_users(sql)
    beta = log_in(client, "beta")
    before = client.get(path, headers=beta).status_code
    set_support(sql, BETA, "false")

    response = client.get(path, headers=beta)

    assert (before, response.status_code) == (200, 403)


@pytest.mark.parametrize("path", ["/users", "/users/11", "/users/11/preferences"])
def test_a_supporter_who_was_deactivated_sees_nothing(
    client: Client, sql: Sql, path: str
) -> None:
    make_users(sql)
    beta = log_in(client, "beta")
    sql(f"UPDATE users SET is_active = false WHERE id = {BETA}")

    response = client.get(path, headers=beta)

    assert response.status_code == 401, response.text


@pytest.mark.parametrize(
    "path", ["/users", "/users/11", "/users/99", "/users/11/preferences"]
)
def test_a_plain_user_sees_as_little_as_before(
    client: Client, sql: Sql, path: str
) -> None:
    make_users(sql)

    response = client.get(path, headers=log_in(client, "gamma"))

    assert response.status_code == 403, response.text
