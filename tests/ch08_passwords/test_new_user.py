"""POST /users: the password's rules, and what the row keeps of it."""

import json

import pytest

from tests.helpers import Client, Sql, locations

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
PASSWORD = "Passw0rd"
HASHES = "SELECT hashed_password FROM users ORDER BY id"


def test_the_row_has_a_hash_and_not_the_password(client: Client, sql: Sql) -> None:
    response = client.post("/users", json=ALPHA | {"password": PASSWORD})

    assert response.status_code == 201
    assert "password" not in response.text

    (row,) = sql("SELECT * FROM users")
    assert str(row["hashed_password"]).startswith("$argon2id$v=19$")
    assert PASSWORD not in str(row)


def test_the_same_password_has_another_hash_for_each_user(
    client: Client, sql: Sql
) -> None:
    beta = {"username": "beta", "email": "beta@example.com"}

    for user in (ALPHA, beta):
        client.post("/users", json=user | {"password": PASSWORD})

    first, second = sql(HASHES)
    assert first != second


@pytest.mark.parametrize(
    "password",
    [
        "Passw0rd",  # 8
        "Passw0rd" * 8,  # 64
        "Pass w0rd",
        "Pässwörd0a",
        "Passw0rd😀",
        "Pass\x00w0rd",
        "Passw0rd\ud7ff\ue000",  # the neighbours of the halves
        "Aa1" + "😀" * 61,  # 64 characters in 247 bytes
    ],
)
def test_a_password_is_a_good_one(client: Client, sql: Sql, password: str) -> None:
    response = client.post("/users", json=ALPHA | {"password": password})

    assert response.status_code == 201

    assert len(sql(HASHES)) == 1


@pytest.mark.parametrize("half", ["d800", "dbff", "dc00", "dfff"])
def test_half_a_character_is_refused(client: Client, sql: Sql, half: str) -> None:
    body = json.dumps(ALPHA | {"password": f"Passw0rd{chr(int(half, 16))}"})

    response = client.post(
        "/users", content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 422
    assert locations(response) == [["body", "password"]]

    assert sql("SELECT * FROM users") == []


@pytest.mark.parametrize(
    "password",
    [
        "",
        "Passw0r",  # 7
        "Passw0rd" * 8 + "x",  # 65
        "Passw0rd" * 12_500,
        "passw0rd",
        "PASSW0RD",
        "Password",
        "Ässw0rd0".lower(),
        "Passwor٣",  # a digit, but no ASCII one
        "PASSWÖR0ä",
        None,
        12345678,
        True,
        ["Passw0rd"],
        {"password": "Passw0rd"},
    ],
)
def test_a_password_is_a_bad_one(client: Client, sql: Sql, password: object) -> None:
    response = client.post("/users", json=ALPHA | {"password": password})

    assert response.status_code == 422
    assert locations(response) == [["body", "password"]]

    assert sql("SELECT * FROM users") == []


def test_the_answer_says_which_characters_a_password_needs(client: Client) -> None:
    response = client.post("/users", json=ALPHA | {"password": "password"})

    assert response.json()["detail"][0]["msg"] == (
        "Value error, needs a lower-case letter, an upper-case letter and a digit"
    )


def test_no_user_chooses_the_hash(client: Client, sql: Sql) -> None:
    body = ALPHA | {"password": PASSWORD, "hashed_password": "x"}

    response = client.post("/users", json=body)

    assert response.status_code == 422
    assert locations(response) == [["body", "hashed_password"]]

    assert sql("SELECT * FROM users") == []


@pytest.mark.parametrize("name", ["password", "hashed_password"])
def test_a_patch_does_not_change_the_password(
    client: Client, sql: Sql, name: str
) -> None:
    created = client.post("/users", json=ALPHA | {"password": PASSWORD})
    before = sql(HASHES)

    response = client.patch(created.headers["Location"], json={name: "Passw0rd2"})

    assert response.status_code == 422
    assert locations(response) == [["body", name]]

    assert sql(HASHES) == before
