"""The exercise `reports`: four reports, four causes."""

import time
from datetime import UTC, datetime

import pytest

from tests.helpers import Client, Sql, locations

TEAPOT = {"name": "teapot", "price_cents": 1250}
INSERT = (
    "INSERT INTO products (id, name, price_cents, is_featured, created_at) "
    "VALUES (:product_id, :name, :price_cents, false, CURRENT_TIMESTAMP)"
)


def insert_products(sql: Sql, *ids: int) -> None:
    tables = sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {"name": "products"} in tables, "start from our files: see the task"
    for product_id in ids:
        other_order = 1000 - product_id
        name = f"teapot {other_order}"
        sql(INSERT, product_id=product_id, name=name, price_cents=other_order)


@pytest.fixture
def next_second(sql: Sql) -> datetime:
    """Wait until the database's clock shows a second in which nothing began yet."""

    def now() -> datetime:
        (row,) = sql("SELECT CURRENT_TIMESTAMP AS now")
        return datetime.fromisoformat(str(row["now"])).replace(tzinfo=UTC)

    start, deadline = now(), time.monotonic() + 5
    while now() == start and time.monotonic() < deadline:
        pass
    return now()


def test_1_a_new_product_has_the_time_of_its_creation(
    client: Client, next_second: datetime
) -> None:
    response = client.post("/products", json=TEAPOT)

    assert response.status_code == 201, response.text
    assert datetime.fromisoformat(response.json()["created_at"]) >= next_second


@pytest.mark.parametrize(
    "launched_at", ["2026-11-02T12:00:00+05:30", "2026-11-02T06:30:00Z"]
)
def test_2_a_launch_is_answered_in_utc_with_its_zone(
    client: Client, launched_at: str
) -> None:
    created = client.post("/products", json=TEAPOT | {"launched_at": launched_at})
    assert created.status_code == 201, created.text

    response = client.get(f"/products/{created.json()['id']}")

    assert response.status_code == 200
    assert response.json()["launched_at"] == "2026-11-02T06:30:00Z"


def test_2_a_product_may_have_no_launch(client: Client) -> None:
    response = client.post("/products", json=TEAPOT)

    assert response.status_code == 201
    assert response.json()["launched_at"] is None


@pytest.mark.parametrize("field", ["is_featured", "id", "created_at", "prise_cents"])
def test_3_a_request_cannot_set_other_fields(
    client: Client, sql: Sql, field: str
) -> None:
    response = client.post("/products", json=TEAPOT | {field: 1})

    assert response.status_code == 422, response.text
    assert locations(response) == [["body", field]]

    assert sql("SELECT * FROM products") == []


def test_3_the_shop_can_still_feature_a_product(client: Client, sql: Sql) -> None:
    insert_products(sql, 7)
    sql("UPDATE products SET is_featured = true")

    response = client.get("/products/7")

    assert response.status_code == 200
    assert response.json()["is_featured"] is True


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page_size=0", "page_size=101", f"page={2**31}"]
)
def test_4_a_page_has_the_limits_of_a_page_of_users(client: Client, query: str) -> None:
    response = client.get(f"/products?{query}")

    assert response.status_code == 422
    assert locations(response) == [["query", query.partition("=")[0]]]


def test_4_no_page_repeats_a_product_of_another(client: Client, sql: Sql) -> None:
    insert_products(sql, 9, 7, 8)

    pages = [client.get(f"/products?page={number}&page_size=2") for number in (1, 2)]

    assert [page.status_code for page in pages] == [200, 200]
    found = [[item["id"] for item in page.json()["items"]] for page in pages]
    assert found == [[7, 8], [9]]


def test_a_product_is_answered_in_full(client: Client) -> None:
    response = client.post("/products", json=TEAPOT)

    assert response.status_code == 201
    product = response.json()
    assert response.headers["Location"] == f"/products/{product['id']}"
    assert product == {
        "id": product["id"],
        **TEAPOT,
        "launched_at": None,
        "is_featured": False,
        "created_at": product["created_at"],
    }
