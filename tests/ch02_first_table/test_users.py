from tests.helpers import Client, Sql

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
BETA = {"username": "beta", "email": "beta@example.com"}


def test_a_created_user_is_a_row(client: Client, sql: Sql) -> None:
    response = client.post("/users", json=ALPHA)

    assert response.status_code == 201
    user_id = response.json()["id"]
    assert response.json() == {"id": user_id, **ALPHA}

    assert sql("SELECT * FROM users") == [{"id": user_id, **ALPHA}]


def test_a_row_is_a_user(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users VALUES (7, 'alpha', 'alpha@example.com')")

    response = client.get("/users/7")

    assert response.status_code == 200
    assert response.json() == {"id": 7, **ALPHA}


def test_the_list_is_ordered_by_id(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users VALUES (9, 'alpha', 'alpha@example.com')")
    sql("INSERT INTO users VALUES (8, 'beta', 'beta@example.com')")

    response = client.get("/users")

    assert response.status_code == 200
    assert response.json() == [{"id": 8, **BETA}, {"id": 9, **ALPHA}]


def test_an_empty_table_is_an_empty_list(client: Client) -> None:
    response = client.get("/users")

    assert response.status_code == 200
    assert response.json() == []


def test_an_unknown_id_is_404(client: Client) -> None:
    response = client.get("/users/1000000")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_a_user_without_an_email_is_422(client: Client, sql: Sql) -> None:
    response = client.post("/users", json={"username": "alpha"})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [["body", "email"]]

    assert sql("SELECT * FROM users") == []
