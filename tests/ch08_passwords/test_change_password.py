"""PUT /users/{id}/password: the present password is asked for."""

import json

import pytest

from tests.helpers import Client, Sql, insert_users, locations

OLD, NEW = "Passw0rd", "Passw0rd2"
MOMENT = "2020-01-01 00:00:00"
HASHES = "SELECT hashed_password FROM users"


@pytest.fixture
def alpha(client: Client, sql: Sql) -> str:
    """Store a user with a password and return the path of the password."""
    body = {"username": "alpha", "email": "alpha@example.com", "password": OLD}
    path = client.post("/users", json=body).headers["Location"]
    sql("UPDATE users SET created_at = :at, updated_at = :at", at=MOMENT)
    return f"{path}/password"


def change(current: object, new: object) -> dict[str, object]:
    return {"current_password": current, "new_password": new}


@pytest.mark.until("ch10")  # an admin need not know it
def test_the_new_password_takes_the_old_ones_place(client: Client, alpha: str) -> None:
    response = client.put(alpha, json=change(OLD, NEW))

    assert response.status_code == 204
    assert response.content == b""

    assert client.put(alpha, json=change(OLD, "Passw0rd3")).status_code == 403
    assert client.put(alpha, json=change(NEW, "Passw0rd3")).status_code == 204


def test_it_is_a_change_of_the_user(client: Client, alpha: str) -> None:
    client.put(alpha, json=change(OLD, NEW))

    user = client.get(alpha.removesuffix("/password")).json()

    assert user["created_at"] == "2020-01-01T00:00:00Z"
    assert user["updated_at"] > "2020-01-01T00:00:00Z"


def test_of_other_users_nothing_changes(client: Client, sql: Sql, alpha: str) -> None:
    insert_users(sql, "zoe")

    client.put(alpha, json=change(OLD, NEW))

    assert sql("SELECT hashed_password FROM users WHERE username = 'zoe'") == [
        {"hashed_password": None}
    ]


def test_the_same_password_again_is_another_hash(
    client: Client, sql: Sql, alpha: str
) -> None:
    before = sql(HASHES)

    response = client.put(alpha, json=change(OLD, OLD))

    assert response.status_code == 204

    assert sql(HASHES) != before


@pytest.mark.until("ch10")  # an admin need not know it
@pytest.mark.parametrize(
    "current", ["", "passw0rd", "Passw0rd ", "Passw0rd\x00", "Passw0rd" * 9]
)
def test_a_wrong_password_changes_nothing(
    client: Client, sql: Sql, alpha: str, current: str
) -> None:
    before = sql("SELECT * FROM users")

    response = client.put(alpha, json=change(current, NEW))

    assert response.status_code == 403
    assert response.json() == {"detail": "Wrong password"}

    assert sql("SELECT * FROM users") == before


@pytest.mark.until("ch10")  # an admin need not know it
def test_who_has_no_password_cannot_change_it(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (7, 'zoe', 'zoe@example.com')")

    response = client.put("/users/7/password", json=change("", NEW))

    assert response.status_code == 403

    assert sql(HASHES) == [{"hashed_password": None}]


@pytest.mark.parametrize(
    "new",
    ["", "Passw0r", "Passw0rd" * 8 + "x", "passw0rd", None, 12345678],
)
def test_a_new_password_follows_the_rules(
    client: Client, sql: Sql, alpha: str, new: object
) -> None:
    before = sql(HASHES)

    response = client.put(alpha, json=change(OLD, new))

    assert response.status_code == 422
    assert locations(response) == [["body", "new_password"]]

    assert sql(HASHES) == before


@pytest.mark.until("ch10")  # an admin need not know it
@pytest.mark.parametrize(
    ("name", "status"), [("current_password", 403), ("new_password", 422)]
)
def test_half_a_character_is_refused(
    client: Client, alpha: str, name: str, status: int
) -> None:
    body = json.dumps(change(OLD, NEW) | {name: "Passw0rd\ud800"})

    response = client.put(
        alpha, content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == status


@pytest.mark.until("ch10")  # an admin need not know it
@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"new_password": NEW}, "current_password"),
        ({"current_password": OLD}, "new_password"),
        (change(None, NEW), "current_password"),
        (change(OLD, NEW) | {"is_admin": True}, "is_admin"),
    ],
)
def test_a_bad_body_is_422(
    client: Client, sql: Sql, alpha: str, body: dict[str, object], place: str
) -> None:
    before = sql(HASHES)

    response = client.put(alpha, json=body)

    assert response.status_code == 422
    assert locations(response) == [["body", place]]

    assert sql(HASHES) == before


@pytest.mark.parametrize(("user_id", "status"), [(8, 404), (0, 422), (2**31, 422)])
def test_an_id_without_a_user_is_refused(
    client: Client, user_id: int, status: int
) -> None:
    response = client.put(f"/users/{user_id}/password", json=change(OLD, NEW))

    assert response.status_code == status


def test_what_a_change_answers_is_described(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    responses = paths["/users/{user_id}/password"]["put"]["responses"]
    assert {"204", "403", "404", "422"} <= set(responses)
    reference = {"$ref": "#/components/schemas/ErrorPublic"}
    assert responses["403"]["content"]["application/json"]["schema"] == reference
