"""GET /users and GET /users/{id}: pages, unknown ids, ids that no column can hold."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.helpers import Client, Sql, insert_users

ALPHA = {"username": "alpha", "email": "alpha@example.com"}


def test_a_user_is_read_by_the_id_of_its_row(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (7, 'alpha', 'a@example.com')")

    response = client.get("/users/7")

    assert response.status_code == 200
    assert response.json()["username"] == "alpha"


def test_the_location_of_a_new_user_leads_to_it(client: Client) -> None:
    created = client.post("/users", json=ALPHA)

    response = client.get(created.headers["Location"])

    assert response.status_code == 200
    assert response.json() == created.json()


def test_an_unknown_id_is_404(client: Client) -> None:
    response = client.get("/users/1000000")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_the_largest_32_bit_id_is_404(client: Client) -> None:
    response = client.get(f"/users/{2**31 - 1}")

    assert response.status_code == 404


@pytest.mark.parametrize("user_id", [str(2**31), str(10**20), "0", "-1", "alpha"])
def test_an_id_that_no_row_can_have_is_422(client: Client, user_id: str) -> None:
    response = client.get(f"/users/{user_id}")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["path", "user_id"]


@pytest.mark.parametrize(
    ("number", "names"),
    [(1, ["user_a", "user_b"]), (2, ["user_c", "user_d"]), (3, ["user_e"])],
)
def test_a_page_holds_its_users_and_the_total(
    client: Client, sql: Sql, number: int, names: list[str]
) -> None:
    insert_users(sql, "user_a", "user_b", "user_c", "user_d", "user_e")

    response = client.get(f"/users?page={number}&page_size=2")

    assert response.status_code == 200
    page = response.json()
    assert [user["username"] for user in page["items"]] == names
    assert (page["total"], page["page"], page["page_size"]) == (5, number, 2)


@pytest.mark.parametrize("page_size", [1, 100])
def test_a_page_may_hold_1_to_100_users(client: Client, page_size: int) -> None:
    response = client.get(f"/users?page_size={page_size}")

    assert response.status_code == 200
    assert response.json()["page_size"] == page_size


def test_a_page_behind_the_last_is_empty(client: Client, sql: Sql) -> None:
    insert_users(sql, "user_a")

    response = client.get(f"/users?page={2**31 - 1}&page_size=100")

    assert response.status_code == 200
    assert response.json()["items"] == []
    assert response.json()["total"] == 1


def test_a_page_holds_ten_users_unless_asked_otherwise(
    client: Client, sql: Sql
) -> None:
    insert_users(sql, *(f"user_{number}" for number in range(11)))

    page = client.get("/users").json()

    assert len(page["items"]) == 10
    assert (page["total"], page["page"], page["page_size"]) == (11, 1, 10)


def test_users_are_ordered_by_id(client: Client, sql: Sql) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (9, 'alpha', 'a@example.com')")
    sql("INSERT INTO users (id, username, email) VALUES (8, 'beta', 'b@example.com')")

    page = client.get("/users").json()

    assert [user["id"] for user in page["items"]] == [8, 9]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        f"page={2**31}",
        f"page={10**20}",
        "page=one",
        "page_size=0",
        "page_size=101",
        "page_size=-1",
    ],
)
def test_a_page_that_cannot_be_is_422(client: Client, query: str) -> None:
    response = client.get(f"/users?{query}")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", query.partition("=")[0]]


def test_timestamps_are_aware_and_in_utc(client: Client) -> None:
    user = client.post("/users", json=ALPHA).json()

    for name in ("created_at", "updated_at"):
        moment = datetime.fromisoformat(user[name])
        assert moment.utcoffset() == timedelta(0)
        assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
