"""DELETE /users/{id}: gone, and gone the second time."""

import pytest

from tests.helpers import Client, Sql, insert_users, locations


def test_a_deleted_user_is_gone(client: Client, sql: Sql) -> None:
    insert_users(sql, "alpha", "beta")
    (alpha, _) = sql("SELECT id FROM users ORDER BY id")

    response = client.delete(f"/users/{alpha['id']}")

    assert response.status_code == 204
    assert response.content == b""

    assert sql("SELECT username FROM users") == [{"username": "beta"}]


def test_the_second_time_is_404(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (7, 'alpha', 'a@example.com')")
    client.delete("/users/7")

    response = client.delete("/users/7")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_a_deleted_user_cannot_be_read(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (7, 'alpha', 'a@example.com')")
    client.delete("/users/7")

    response = client.get("/users/7")

    assert response.status_code == 404


def test_the_name_of_a_deleted_user_is_free_again(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (7, 'alpha', 'a@example.com')")
    client.delete("/users/7")

    response = client.post(
        "/users", json={"username": "alpha", "email": "a@example.com"}
    )

    assert response.status_code == 201
    assert response.json()["id"] > 7


@pytest.mark.parametrize("user_id", [str(2**31), "0"])
def test_an_id_that_no_row_can_have_is_422(client: Client, user_id: str) -> None:
    response = client.delete(f"/users/{user_id}")

    assert response.status_code == 422
    assert locations(response) == [["path", "user_id"]]
