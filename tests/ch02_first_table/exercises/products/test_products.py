"""The exercise `products`: a second table, with a column that nobody sees."""

import pytest

from tests.helpers import Client, Sql
from tests.server import Server

TEAPOT = {"name": "teapot", "price_cents": 1250, "cost_cents": 700}
SEEN = {"name": "teapot", "price_cents": 1250}
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def insert_product(sql: Sql, product_id: int, name: str) -> None:
    assert {"name": "products"} in sql(TABLES), "there is no table products"
    sql(
        "INSERT INTO products (id, name, price_cents, cost_cents) "
        "VALUES (:product_id, :name, 1250, 700)",
        product_id=product_id,
        name=name,
    )


def test_a_created_product_is_a_row(client: Client, sql: Sql) -> None:
    response = client.post("/products", json=TEAPOT)

    assert response.status_code == 201
    product_id = response.json()["id"]

    assert sql("SELECT * FROM products") == [{"id": product_id, **TEAPOT}]


def test_the_answer_to_a_new_product_hides_its_cost(client: Client) -> None:
    response = client.post("/products", json=TEAPOT)

    assert response.status_code == 201
    assert response.json() == {"id": response.json()["id"], **SEEN}


def test_a_product_that_is_read_hides_its_cost(client: Client, sql: Sql) -> None:
    insert_product(sql, 7, "teapot")

    response = client.get("/products/7")

    assert response.status_code == 200
    assert response.json() == {"id": 7, **SEEN}


def test_the_list_is_ordered_by_id_and_hides_the_costs(
    client: Client, sql: Sql
) -> None:
    insert_product(sql, 9, "cup")
    insert_product(sql, 8, "teapot")

    response = client.get("/products")

    assert response.status_code == 200
    assert response.json() == [
        {"id": 8, **SEEN},
        {"id": 9, "name": "cup", "price_cents": 1250},
    ]


def test_an_unknown_product_is_404(client: Client) -> None:
    response = client.get("/products/1000000")

    assert response.status_code == 404
    assert response.json() == {"detail": "Product not found"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"price_cents": 1250, "cost_cents": 700}, "name"),
        ({"name": "teapot", "cost_cents": 700}, "price_cents"),
        ({"name": "teapot", "price_cents": 1250}, "cost_cents"),
        (TEAPOT | {"price_cents": 12.5}, "price_cents"),
    ],
)
def test_a_product_that_is_not_complete_is_422(
    client: Client, sql: Sql, body: dict[str, object], field: str
) -> None:
    response = client.post("/products", json=body)

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [["body", field]]

    assert sql("SELECT * FROM products") == []


def test_users_and_products_count_their_ids_apart(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users VALUES (1, 'alpha', 'alpha@example.com')")
    insert_product(sql, 1, "teapot")

    answers = [client.get("/users/1").json(), client.get("/products/1").json()]

    assert [answer.get("username") for answer in answers] == ["alpha", None]
    assert [answer.get("name") for answer in answers] == [None, "teapot"]


def test_a_product_survives_a_restart(server: Server) -> None:
    with server.client() as client:
        created = client.post("/products", json=TEAPOT)
    assert created.status_code == 201, created.text
    server.restart()

    with server.client() as client:
        response = client.get("/products")

    assert response.status_code == 200
    assert response.json() == [created.json()]
