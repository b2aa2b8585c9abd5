"""GET /users?search=...: the users whose name begins so, whatever its case."""

import pytest

from tests.helpers import Client, Sql, insert_users, locations


@pytest.fixture(autouse=True)
def users(sql: Sql) -> None:
    insert_users(sql, "alpha", "al_x", "alina", "beta_al")


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("al", ["alpha", "al_x", "alina"]),
        ("ALI", ["alina"]),
        ("alpha", ["alpha"]),
        ("pha", []),
        ("al_", ["al_x"]),
        ("%", []),
        ("/", []),
        ("\\", []),
        ("'", []),
    ],
)
def test_the_beginning_of_a_name_finds_its_users(
    client: Client, search: str, names: list[str]
) -> None:
    response = client.get("/users", params={"search": search})

    assert response.status_code == 200
    assert [user["username"] for user in response.json()["items"]] == names
    assert response.json()["total"] == len(names)


def test_the_search_goes_with_the_filter_and_the_page(client: Client, sql: Sql) -> None:
    sql("UPDATE users SET is_active = false WHERE username = 'alpha'")

    page = client.get("/users?search=al&is_active=true&page=2&page_size=1").json()

    assert [user["username"] for user in page["items"]] == ["alina"]
    assert page["total"] == 2


@pytest.mark.parametrize("search", ["", "a\x00", "a" * 21])
def test_a_search_that_can_find_nothing_is_422(client: Client, search: str) -> None:
    response = client.get("/users", params={"search": search})

    assert response.status_code == 422
    assert locations(response) == [["query", "search"]]
