"""POST /login: a name and its password belong together. Chapter 9 replaces it."""

import json

import pytest

from tests.helpers import Client, Sql

from .hashes import GOOD, UNREADABLE

PASSWORD = "Passw0rd"
OLD = "2020-01-01 00:00:00"
# With `json=` the client itself refuses half of a character.
JSON = {"Content-Type": "application/json"}
WRONG = {"detail": "Wrong username or password"}


@pytest.fixture(autouse=True)
def alpha(client: Client) -> None:
    body = {"username": "alpha", "email": "alpha@example.com", "password": PASSWORD}
    client.post("/users", json=body)


@pytest.mark.parametrize("name", ["alpha", "Alpha", "ALPHA"])
def test_the_right_password_is_answered_with_the_user(
    client: Client, name: str
) -> None:
    response = client.post("/login", json={"username": name, "password": PASSWORD})

    assert response.status_code == 200
    assert response.json() == client.get(f"/users/{response.json()['id']}").json()
    assert response.json()["username"] == "alpha"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("alpha", "passw0rd"),
        ("alpha", "Passw0rd2"),
        ("alpha", "Passw0r"),
        ("alpha", "Passw0rd "),
        ("alpha", "Passw0rd\x00"),
        ("alpha", ""),
        ("alpha", "Passw0rd" * 9),
        ("alpha", "Passw0rd" * 12_500),
        ("beta", PASSWORD),
        ("", PASSWORD),
        ("alpha ", PASSWORD),
        ("alpha\n", PASSWORD),
        ("álpha", PASSWORD),
        ("alpha\x00", PASSWORD),
        ("al%", PASSWORD),
        ("alpha" * 1_000, PASSWORD),
    ],
)
def test_all_else_is_one_answer(client: Client, name: str, password: str) -> None:
    response = client.post("/login", json={"username": name, "password": password})

    assert response.status_code == 403
    assert response.json() == WRONG


@pytest.mark.parametrize(
    "change",
    ["is_active = FALSE", "hashed_password = NULL", "hashed_password = ''"],
)
def test_who_is_inactive_or_has_no_hash_gets_this_answer_too(
    client: Client, sql: Sql, change: str
) -> None:
    sql(f"UPDATE users SET {change}")

    for password in (PASSWORD, ""):
        credentials = {"username": "alpha", "password": password}
        response = client.post("/login", json=credentials)

        assert response.status_code == 403
        assert response.json() == WRONG


@pytest.mark.parametrize("hashed", UNREADABLE.values(), ids=UNREADABLE)
def test_with_an_unreadable_hash_no_password_is_right(
    client: Client, sql: Sql, hashed: str
) -> None:
    sql("UPDATE users SET hashed_password = :hashed", hashed=hashed)

    response = client.post("/login", json={"username": "alpha", "password": PASSWORD})

    assert response.status_code == 403
    assert response.json() == WRONG

    assert sql("SELECT hashed_password FROM users") == [{"hashed_password": hashed}]


def test_a_hash_that_is_out_of_date_is_replaced(client: Client, sql: Sql) -> None:
    sql("UPDATE users SET hashed_password = :hashed", hashed=GOOD)
    sql("UPDATE users SET created_at = :old, updated_at = :old", old=OLD)
    before = sql("SELECT created_at, updated_at FROM users")

    answers = [
        client.post("/login", json={"username": "alpha", "password": PASSWORD})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert {answer.json()["updated_at"] for answer in answers} == {
        "2020-01-01T00:00:00Z"
    }

    (row,) = sql("SELECT hashed_password FROM users")
    assert row["hashed_password"] != GOOD
    assert str(row["hashed_password"]).startswith("$argon2id$v=19$")
    assert sql("SELECT created_at, updated_at FROM users") == before


def test_a_hash_that_is_up_to_date_stays(client: Client, sql: Sql) -> None:
    before = sql("SELECT * FROM users")

    client.post("/login", json={"username": "alpha", "password": PASSWORD})

    assert sql("SELECT * FROM users") == before


@pytest.mark.parametrize("change", ["id = id", "is_active = FALSE"])
def test_a_failed_login_replaces_no_hash(client: Client, sql: Sql, change: str) -> None:
    sql(f"UPDATE users SET hashed_password = :hashed, {change}", hashed=GOOD)
    password = "Passw0rd2" if change == "id = id" else PASSWORD

    client.post("/login", json={"username": "alpha", "password": password})

    assert sql("SELECT hashed_password FROM users") == [{"hashed_password": GOOD}]


@pytest.mark.parametrize(
    ("name", "password"),
    [("alpha", "\ud800"), ("alpha", "Passw0rd\udfff"), ("alpha\ud800", PASSWORD)],
)
def test_half_a_character_is_wrong(client: Client, name: str, password: str) -> None:
    credentials = {"username": name, "password": password}

    response = client.post("/login", content=json.dumps(credentials), headers=JSON)

    assert response.status_code == 403
    assert response.json() == WRONG


@pytest.mark.parametrize(
    "body",
    [
        {"username": "alpha"},
        {"password": PASSWORD},
        {"username": "alpha", "password": None},
        {"username": 1, "password": PASSWORD},
        {"username": "alpha", "password": PASSWORD, "is_admin": True},
        [],
    ],
)
def test_a_bad_body_is_422(client: Client, body: object) -> None:
    response = client.post("/login", content=json.dumps(body), headers=JSON)

    assert response.status_code == 422


def test_what_a_login_answers_is_described(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert set(paths["/login"]["post"]["responses"]) == {"200", "400", "403", "422"}
