"""GET /users?is_active=...: the filter narrows the page and the total alike."""

import pytest

from tests.helpers import Client, Sql, insert_users, locations


@pytest.fixture(autouse=True)
def two_active_users_and_one_inactive(sql: Sql) -> None:
    insert_users(sql, "alpha", "beta", "gamma")
    sql("UPDATE users SET is_active = false WHERE username = 'beta'")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["alpha", "beta", "gamma"]),
        ("is_active=true", ["alpha", "gamma"]),
        ("is_active=false", ["beta"]),
    ],
)
def test_the_filter_narrows_the_page_and_the_total(
    client: Client, query: str, names: list[str]
) -> None:
    response = client.get(f"/users?{query}")

    assert response.status_code == 200
    assert [user["username"] for user in response.json()["items"]] == names
    assert response.json()["total"] == len(names)


def test_the_filter_comes_before_the_page(client: Client) -> None:
    page = client.get("/users?is_active=true&page=2&page_size=1").json()

    assert [user["username"] for user in page["items"]] == ["gamma"]
    assert page["total"] == 2


def test_a_filter_that_is_no_truth_is_422(client: Client) -> None:
    response = client.get("/users?is_active=perhaps")

    assert response.status_code == 422
    assert locations(response) == [["query", "is_active"]]
