"""The exercise `search`: find users by a part of their name or address."""

import pytest

from tests.helpers import Client, Sql, insert_users, locations


def insert_names(sql: Sql, *names: str) -> None:
    """Insert users whose addresses do not contain their names."""
    insert_users(sql, *names)
    sql("UPDATE users SET email = id || '@example.com'")


def find(client: Client, **query: str) -> tuple[list[str], int]:
    response = client.get("/users", params=query)
    assert response.status_code == 200, response.text
    page = response.json()
    return [user["username"] for user in page["items"]], page["total"]


@pytest.mark.parametrize("text", ["alp", "lph", "pha", "alpha", "ALP", "Pha"])
def test_a_part_of_the_name_finds_the_user(client: Client, sql: Sql, text: str) -> None:
    insert_names(sql, "alpha", "beta", "gamma")

    assert find(client, search=text) == (["alpha"], 1)


@pytest.mark.parametrize("text", ["beta@", "BETA@EXAMPLE"])
def test_a_part_of_the_address_finds_the_user(
    client: Client, sql: Sql, text: str
) -> None:
    insert_users(sql, "alpha", "beta", "gamma")

    assert find(client, search=text) == (["beta"], 1)


def test_the_name_or_the_address_is_enough(client: Client, sql: Sql) -> None:
    insert_users(sql, "alpha", "beta", "gamma")
    sql("UPDATE users SET email = 'not_alpha@example.com' WHERE username = 'beta'")

    assert find(client, search="alpha") == (["alpha", "beta"], 2)


def test_who_matches_nothing_is_not_found(client: Client, sql: Sql) -> None:
    insert_users(sql, "alpha", "beta")

    assert find(client, search="omega") == ([], 0)


def test_an_underscore_stands_for_itself(client: Client, sql: Sql) -> None:
    insert_names(sql, "a_b", "axb")

    assert find(client, search="a_b") == (["a_b"], 1)


@pytest.mark.parametrize("text", ["%", "a%b", "/", "\\"])
def test_other_signs_stand_for_themselves(client: Client, sql: Sql, text: str) -> None:
    insert_names(sql, "a_b", "axb")

    assert find(client, search=text) == ([], 0)


def test_the_search_goes_together_with_the_filter(client: Client, sql: Sql) -> None:
    insert_users(sql, "alpha", "alphabet", "beta")
    sql("UPDATE users SET is_active = false WHERE username <> 'alpha'")

    assert find(client, search="alpha", is_active="false") == (["alphabet"], 1)


def test_the_search_comes_before_the_page(client: Client, sql: Sql) -> None:
    insert_users(sql, "beta", "alpha_1", "gamma", "alpha_2", "alpha_3")

    second = find(client, search="alpha", page="2", page_size="2")

    assert second == (["alpha_3"], 3)


def test_an_empty_search_is_422(client: Client) -> None:
    response = client.get("/users?search=")

    assert response.status_code == 422
    assert locations(response) == [["query", "search"]]


def test_without_a_search_all_users_are_listed(client: Client, sql: Sql) -> None:
    insert_users(sql, "alpha", "beta")

    assert find(client) == (["alpha", "beta"], 2)
