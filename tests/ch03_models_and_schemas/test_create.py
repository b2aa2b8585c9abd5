"""POST /users: what the API accepts, and what it answers."""

import pytest

from tests.helpers import Client, Sql, locations

ALPHA = {"username": "alpha", "email": "alpha@example.com", "age": 30}
BETA = {"username": "beta", "email": "beta@example.com"}


def test_a_created_user_is_answered_in_full(client: Client) -> None:
    response = client.post("/users", json=ALPHA)

    assert response.status_code == 201
    user = response.json()
    assert response.headers["Location"] == f"/users/{user['id']}"
    assert user == {
        "id": user["id"],
        **ALPHA,
        "is_active": True,
        "is_admin": False,
        "created_at": user["created_at"],
        "updated_at": user["updated_at"],
    }


def test_a_created_user_is_a_row(client: Client, sql: Sql) -> None:
    response = client.post("/users", json=ALPHA)

    assert response.status_code == 201
    assert sql("SELECT username, email, age FROM users") == [ALPHA]


def test_the_age_may_be_missing(client: Client, sql: Sql) -> None:
    response = client.post("/users", json=BETA)

    assert response.status_code == 201
    assert response.json()["age"] is None

    assert sql("SELECT age FROM users") == [{"age": None}]


@pytest.mark.parametrize("username", ["abc", "a" * 20, "A_1", "___", "123"])
def test_a_name_of_3_to_20_letters_digits_and_underscores_is_accepted(
    client: Client, sql: Sql, username: str
) -> None:
    response = client.post("/users", json=BETA | {"username": username})

    assert response.status_code == 201
    assert sql("SELECT username FROM users") == [{"username": username.lower()}]


@pytest.mark.parametrize(
    "username",
    ["", "ab", "a" * 21, "a b", "a-b", "alpha\n", "älpha", "alpha\x00", None, 123],
)
def test_any_other_name_is_422(client: Client, sql: Sql, username: object) -> None:
    response = client.post("/users", json=ALPHA | {"username": username})

    assert response.status_code == 422
    assert locations(response) == [["body", "username"]]

    assert sql("SELECT * FROM users") == []


@pytest.mark.parametrize(
    "email",
    ["", "alpha", "alpha@", "@example.com", "alpha@localhost", "a b@example.com", None],
)
def test_an_invalid_address_is_422(client: Client, email: object) -> None:
    response = client.post("/users", json=ALPHA | {"email": email})

    assert response.status_code == 422
    assert locations(response) == [["body", "email"]]


def test_an_address_may_have_254_characters(client: Client) -> None:
    response = client.post("/users", json=ALPHA | {"email": address_of(254)})

    assert response.status_code == 201


def test_an_address_of_255_characters_is_422(client: Client) -> None:
    response = client.post("/users", json=ALPHA | {"email": address_of(255)})

    assert response.status_code == 422
    assert locations(response) == [["body", "email"]]


@pytest.mark.parametrize("age", [1, 120])
def test_an_age_from_1_to_120_is_accepted(client: Client, age: int) -> None:
    response = client.post("/users", json=ALPHA | {"age": age})

    assert response.status_code == 201
    assert response.json()["age"] == age


@pytest.mark.parametrize("age", [0, 121, -1, 1.5, "old", 10**20])
def test_any_other_age_is_422(client: Client, age: object) -> None:
    response = client.post("/users", json=ALPHA | {"age": age})

    assert response.status_code == 422
    assert locations(response) == [["body", "age"]]


def test_two_wrong_fields_are_two_entries(client: Client) -> None:
    response = client.post("/users", json={"username": "ab", "email": "alpha"})

    assert response.status_code == 422
    assert locations(response) == [["body", "username"], ["body", "email"]]


@pytest.mark.parametrize("field", ["is_admin", "is_active", "id", "usrename"])
def test_an_unknown_field_is_422(client: Client, sql: Sql, field: str) -> None:
    response = client.post("/users", json=ALPHA | {field: True})

    assert response.status_code == 422
    assert locations(response) == [["body", field]]

    assert sql("SELECT * FROM users") == []


def test_a_taken_name_is_409(client: Client, sql: Sql) -> None:
    client.post("/users", json=ALPHA)

    response = client.post("/users", json=BETA | {"username": "alpha"})

    assert response.status_code == 409
    assert isinstance(response.json()["detail"], str)

    assert sql("SELECT username FROM users") == [{"username": "alpha"}]


def test_a_taken_address_is_409(client: Client, sql: Sql) -> None:
    client.post("/users", json=ALPHA)

    response = client.post("/users", json=BETA | {"email": "alpha@example.com"})

    assert response.status_code == 409
    assert isinstance(response.json()["detail"], str)

    assert sql("SELECT username FROM users") == [{"username": "alpha"}]


def test_a_free_name_between_two_taken_ones_is_accepted(client: Client) -> None:
    client.post("/users", json=ALPHA)
    client.post("/users", json={"username": "gamma", "email": "gamma@example.com"})

    response = client.post("/users", json=BETA)

    assert response.status_code == 201


def test_names_that_differ_in_case_only_are_one_name(client: Client) -> None:
    client.post("/users", json=ALPHA)

    response = client.post("/users", json=BETA | {"username": "ALPHA"})

    assert response.status_code == 409


def test_addresses_that_differ_in_case_only_are_one_address(client: Client) -> None:
    client.post("/users", json=ALPHA)

    response = client.post("/users", json=BETA | {"email": "Alpha@Example.COM"})

    assert response.status_code == 409


def address_of(length: int) -> str:
    """Make a valid address of `length` characters."""
    domain = "d" * 60 + "." + "d" * 60 + "." + "d" * 60 + ".com"
    return "a" * (length - len(domain) - 1) + "@" + domain
