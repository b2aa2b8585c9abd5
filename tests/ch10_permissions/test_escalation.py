"""A plain user tries to become more than she is, and to reach what is not hers."""

import json

import pytest

from tests.ch09_jwt.signing import CLAIMS, bearer, sign
from tests.helpers import Client, Row, Sql, insert_user_with_password, locations

from .people import admins, headers_of, insert_person

NEW = {"username": "zoe", "email": "zoe@example.com", "password": "Passw0rd"}
BETA = (
    "SELECT id, is_admin, is_active, token_version, hashed_password FROM users"
    " WHERE username = 'beta'"
)


@pytest.fixture
def alpha(sql: Sql) -> int:
    return insert_person(sql, "alpha", is_admin=True)


@pytest.fixture
def beta(sql: Sql, alpha: int) -> int:  # noqa: ARG001 - there is an admin, too
    return insert_person(sql, "beta")


@pytest.fixture
def headers(client: Client, beta: int) -> dict[str, str]:  # noqa: ARG001 - who calls
    return headers_of(client, "beta") | {"Content-Type": "application/json"}


def row(sql: Sql) -> Row:
    (row,) = sql(BETA)
    return row


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"is_admin": true}', 403),
        ('{"is_admin": 1}', 403),
        ('{"is_admin": "true"}', 403),
        ('{"is_admin": "on"}', 403),
        ('{"is_admin": false, "is_admin": true}', 403),
        ('{"is_admin": null}', 422),
        ('{"is_admin": []}', 422),
        ('{"Is_Admin": true}', 422),
        ('{"is_active": false}', 403),
        ('{"is_active": null}', 422),
        ('{"age": 31, "is_admin": true}', 403),
        ('{"id": 1}', 422),
        ('{"token_version": 2}', 422),
        ('{"hashed_password": ""}', 422),
        ('{"password": "Passw0rd2"}', 422),
        ('[{"is_admin": true}]', 422),
    ],
)
def test_nobody_gives_herself_what_only_an_admin_gives(
    client: Client, sql: Sql, beta: int, headers: dict[str, str], body: str, status: int
) -> None:
    before = row(sql)

    response = client.patch(f"/users/{beta}", content=body, headers=headers)

    assert response.status_code == status

    assert row(sql) == before


def test_a_field_of_two_values_has_the_last_one(
    client: Client, sql: Sql, beta: int, headers: dict[str, str]
) -> None:
    body = '{"is_admin": true, "is_admin": false}'

    response = client.patch(f"/users/{beta}", content=body, headers=headers)

    assert response.status_code == 200

    assert admins(sql) == ["alpha"]


def test_an_id_may_be_large(client: Client, sql: Sql, alpha: int) -> None:
    assert alpha
    insert_user_with_password(sql, "gamma", 100_000)

    response = client.get("/users/100000", headers=headers_of(client, "gamma"))

    assert response.status_code == 200


def test_what_was_read_can_be_sent_back(
    client: Client, beta: int, headers: dict[str, str]
) -> None:
    """A client that shows a form sends all of it, with the rights as they are."""
    before = client.get(f"/users/{beta}", headers=headers).json()
    fields = ("username", "email", "age", "is_active", "is_admin")
    body = {name: before[name] for name in fields}

    response = client.patch(f"/users/{beta}", json=body, headers=headers)

    assert response.status_code == 200
    assert response.json() == before


@pytest.mark.usefixtures("alpha")
@pytest.mark.parametrize("field", ["is_admin", "is_active", "id", "hashed_password"])
def test_not_even_an_admin_creates_a_user_with_rights(
    client: Client, sql: Sql, field: str
) -> None:
    body = NEW | {field: True}

    response = client.post("/users", json=body, headers=headers_of(client, "alpha"))

    assert response.status_code == 422
    assert locations(response) == [["body", field]]

    assert admins(sql) == ["alpha"]


def test_a_new_user_is_no_admin(client: Client, sql: Sql, alpha: int) -> None:
    assert alpha

    response = client.post("/users", json=NEW, headers=headers_of(client, "alpha"))

    assert response.json()["is_admin"] is False
    assert admins(sql) == ["alpha"]


def test_a_right_of_the_token_is_nobodys_right(
    client: Client, beta: int, base_url: str | None
) -> None:
    """Even where it is signed by us: who is an admin says the table alone."""
    if base_url:
        pytest.skip("signs tokens with a key that the server elsewhere does not have")
    claims = CLAIMS | {"sub": str(beta), "is_admin": True, "scope": "admin"}

    response = client.get("/users", headers=bearer(sign(claims)))

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [("is_admin = false", 403), ("is_active = false", 401), ("token_version = 2", 401)],
)
def test_an_old_token_gives_no_rights_that_were_taken(
    client: Client, sql: Sql, alpha: int, change: str, status: int
) -> None:
    headers = headers_of(client, "alpha")
    before = client.get("/users", headers=headers)
    sql(f"UPDATE users SET {change} WHERE id = :id", id=alpha)

    response = client.get("/users", headers=headers)

    assert (before.status_code, response.status_code) == (200, status)


def test_a_right_that_was_given_holds_at_once(
    client: Client, beta: int, headers: dict[str, str]
) -> None:
    before = client.get("/users", headers=headers)
    admin = headers_of(client, "alpha")
    client.patch(f"/users/{beta}", json={"is_admin": True}, headers=admin)

    response = client.get("/users", headers=headers)

    assert (before.status_code, response.status_code) == (403, 200)


@pytest.mark.parametrize(
    "path",
    [
        "/users/0{id}",
        "/users/+{id}",
        "/users/%20{id}",
        "/users/{id}.0",
        "/users/{id}%00",
        "/users/{id}%2Fpreferences",
        "/users/{id}/",
        "/users//{id}",
        "/USERS/{id}",
        "/Users/{id}",
        "/users/{id}/../{id}",
        "/users/./{id}",
        "/users/{own}/../{id}",
        "/users/{own}/preferences/../../{id}",
        "/users/{id};x={own}",
        "/users/{id}?user_id={own}",
        "/users/-{id}",
        "/users/{id}e0",
        "/users/1_0",
        "/users/²",
    ],
)
@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.databases("sqlite")
def test_no_other_spelling_of_an_id_opens_another_account(
    client: Client,
    sql: Sql,
    alpha: int,
    beta: int,
    headers: dict[str, str],
    path: str,
    method: str,
) -> None:
    path = path.format(id=alpha, own=beta)

    response = client.request(method, path, headers=headers, follow_redirects=True)

    assert response.status_code in {401, 403, 404, 405, 422}
    assert "alpha" not in response.text

    assert admins(sql) == ["alpha"]


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_header_does_not_change_the_method(
    client: Client, sql: Sql, beta: int, headers: dict[str, str], name: str
) -> None:
    before = row(sql)

    response = client.get(f"/users/{beta}", headers=headers | {name: "DELETE"})

    assert response.status_code == 200

    assert row(sql) == before


@pytest.mark.parametrize(
    "name", ["X-User-Id", "X-Forwarded-User", "X-Original-URL", "X-Rewrite-URL"]
)
def test_a_header_does_not_change_the_caller(
    client: Client, alpha: int, headers: dict[str, str], name: str
) -> None:
    for value in (str(alpha), "alpha", "/users/me"):
        response = client.get("/users", headers=headers | {name: value})

        assert response.status_code == 403


@pytest.mark.parametrize("word", ["user_id", "is_admin", "caller"])
def test_a_query_does_not_change_the_caller(
    client: Client, alpha: int, headers: dict[str, str], word: str
) -> None:
    response = client.get(f"/users?{word}={alpha}", headers=headers)

    assert response.status_code == 403


def test_ids_cannot_be_guessed(
    client: Client, alpha: int, beta: int, headers: dict[str, str]
) -> None:
    """Every id but her own is refused alike, by status, headers and body."""
    guesses = [alpha, beta + 1, beta + 2, 2**31 - 1]

    answers = [client.get(f"/users/{guess}", headers=headers) for guess in guesses]

    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


@pytest.mark.parametrize("guess", ["0", "-1", "2147483648", "alpha", "1e3", "null"])
def test_what_is_no_id_is_422_once(
    client: Client, headers: dict[str, str], guess: str
) -> None:
    response = client.get(f"/users/{guess}", headers=headers)

    assert response.status_code == 422
    assert locations(response) == [["path", "user_id"]]


def test_a_users_name_is_no_id(client: Client, headers: dict[str, str]) -> None:
    body = json.dumps({"age": 31})

    response = client.patch("/users/me", content=body, headers=headers)

    assert response.status_code == 422


def test_a_user_deletes_herself_and_is_gone(
    client: Client, sql: Sql, beta: int, headers: dict[str, str]
) -> None:
    first = client.delete(f"/users/{beta}", headers=headers)
    second = client.delete(f"/users/{beta}", headers=headers)

    assert (first.status_code, second.status_code) == (204, 401)

    assert sql("SELECT id FROM users WHERE username = 'beta'") == []


def test_an_admins_own_password_needs_the_present_one(
    client: Client, alpha: int
) -> None:
    headers = headers_of(client, "alpha")
    body = {"new_password": "Passw0rd2"}

    response = client.put(f"/users/{alpha}/password", json=body, headers=headers)

    assert response.status_code == 403
    assert response.json() == {"detail": "Wrong password"}


def test_an_admin_gives_another_user_a_new_password(
    client: Client, beta: int, headers: dict[str, str]
) -> None:
    """She need not know the old one; the user's tokens end."""
    body = {"new_password": "Passw0rd2"}
    admin = headers_of(client, "alpha")

    response = client.put(f"/users/{beta}/password", json=body, headers=admin)

    assert response.status_code == 204
    assert client.get("/users/me", headers=headers).status_code == 401
    assert client.get("/users/me", headers=admin).status_code == 200
