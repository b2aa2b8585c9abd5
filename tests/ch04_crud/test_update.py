"""PATCH /users/{id}: only the fields sent change."""

import pytest

from tests.helpers import Client, Sql, insert_users, locations

OLD = "2020-01-01 00:00:00"


@pytest.fixture
def alpha(sql: Sql) -> str:
    sql(
        "INSERT INTO users (id, username, email, age, created_at, updated_at)"
        " VALUES (7, 'alpha', 'alpha@example.com', 30, :old, :old)",
        old=OLD,
    )
    return "/users/7"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "gamma"),
        ("email", "gamma@example.com"),
        ("age", 31),
        ("age", None),
        ("is_active", False),
    ],
)
def test_only_the_field_that_was_sent_changes(
    client: Client, sql: Sql, alpha: str, field: str, value: object
) -> None:
    before = client.get(alpha).json()

    response = client.patch(alpha, json={field: value})

    assert response.status_code == 200
    changed_at = response.json()["updated_at"]
    assert response.json() == before | {field: value, "updated_at": changed_at}

    assert sql(f"SELECT {field} FROM users") == [{field: value}]


def test_a_change_moves_updated_at_and_nothing_else_in_time(
    client: Client, alpha: str
) -> None:
    response = client.patch(alpha, json={"age": 31})

    assert response.json()["created_at"] == "2020-01-01T00:00:00Z"
    assert response.json()["updated_at"] > "2020-01-01T00:00:00Z"


@pytest.mark.parametrize("body", [{}, {"age": 30}, {"username": "ALPHA"}])
def test_a_body_that_changes_nothing_changes_nothing(
    client: Client, alpha: str, body: dict[str, object]
) -> None:
    before = client.get(alpha).json()

    response = client.patch(alpha, json=body)

    assert response.status_code == 200
    assert response.json() == before


@pytest.mark.parametrize("field", ["username", "email", "is_active"])
def test_null_where_null_makes_no_sense_is_422(
    client: Client, sql: Sql, alpha: str, field: str
) -> None:
    response = client.patch(alpha, json={field: None})

    assert response.status_code == 422
    assert locations(response) == [["body", field]]

    assert sql("SELECT username, is_active FROM users") == [
        {"username": "alpha", "is_active": 1}
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", "a b"), ("email", "alpha"), ("age", 121), ("is_active", "perhaps")],
)
def test_a_wrong_value_is_422(
    client: Client, alpha: str, field: str, value: object
) -> None:
    response = client.patch(alpha, json={field: value})

    assert response.status_code == 422
    assert locations(response) == [["body", field]]


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("is_admin", marks=pytest.mark.until("ch10")),
        *("id", "created_at", "usrename"),
    ],
)
def test_a_field_that_cannot_change_is_422(
    client: Client, alpha: str, field: str
) -> None:
    response = client.patch(alpha, json={field: True})

    assert response.status_code == 422
    assert locations(response) == [["body", field]]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"username": "beta"}, "Username is already taken"),
        ({"username": "BETA"}, "Username is already taken"),
        ({"email": "Beta@example.com"}, "Email is already taken"),
        (
            {"username": "gamma", "email": "beta@example.com"},
            "Email is already taken",
        ),
        (
            {"username": "alpha", "email": "beta@example.com"},
            "Email is already taken",
        ),
    ],
)
def test_the_name_or_address_of_another_user_is_409(
    client: Client, sql: Sql, alpha: str, body: dict[str, str], detail: str
) -> None:
    insert_users(sql, "beta")

    response = client.patch(alpha, json=body)

    assert response.status_code == 409
    assert response.json() == {"detail": detail}

    assert sql("SELECT username, email FROM users WHERE id = 7") == [
        {"username": "alpha", "email": "alpha@example.com"}
    ]


def test_the_name_of_an_older_user_is_409(client: Client, sql: Sql, alpha: str) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (3, 'beta', 'b@example.com')")

    response = client.patch(alpha, json={"username": "beta"})

    assert response.status_code == 409
    assert response.json() == {"detail": "Username is already taken"}


def test_a_user_may_keep_her_own_name_and_change_the_address(
    client: Client, alpha: str
) -> None:
    response = client.patch(
        alpha, json={"username": "alpha", "email": "new@example.com"}
    )

    assert response.status_code == 200
    assert response.json()["email"] == "new@example.com"


def test_an_unknown_id_is_404(client: Client) -> None:
    response = client.patch("/users/1000000", json={"age": 31})

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


@pytest.mark.parametrize("user_id", [str(2**31), "0"])
def test_an_id_that_no_row_can_have_is_422(client: Client, user_id: str) -> None:
    response = client.patch(f"/users/{user_id}", json={"age": 31})

    assert response.status_code == 422
    assert locations(response) == [["path", "user_id"]]
