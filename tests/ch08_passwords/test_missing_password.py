"""POST /users without a password. No promise: early callers are given one."""

from tests.helpers import Client, Sql, locations


def test_a_new_user_needs_a_password(client: Client, sql: Sql) -> None:
    body = {"username": "alpha", "email": "alpha@example.com"}

    response = client.post("/users", json=body)

    assert response.status_code == 422
    assert locations(response) == [["body", "password"]]

    assert sql("SELECT * FROM users") == []
