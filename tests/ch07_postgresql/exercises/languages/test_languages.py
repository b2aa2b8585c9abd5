"""The exercise `languages`: a report from inside a column of JSON."""

import pytest

from tests.conftest import CountQueries
from tests.helpers import Client

PATH = "/reports/languages"


def make_user(client: Client, name: str, **preferences: object) -> str:
    """Make a user with these preferences; return where she is."""
    body = {"username": name, "email": f"{name}@example.com"}
    place = client.post("/users", json=body).headers["Location"]
    response = client.patch(f"{place}/preferences", json=preferences)
    assert response.status_code == 200, response.text
    return place


def test_without_users_there_is_nothing_to_report(client: Client) -> None:
    response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert response.json() == []


def test_the_most_frequent_language_comes_first(client: Client) -> None:
    for number, language in enumerate(["de", "uk", "uk", "fr", "uk", "fr"]):
        make_user(client, f"user_{number}", language=language)

    response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert response.json() == [
        {"language": "uk", "users": 3, "rank": 1},
        {"language": "fr", "users": 2, "rank": 2},
        {"language": "de", "users": 1, "rank": 3},
    ]


def test_languages_with_as_many_users_share_a_rank(client: Client) -> None:
    for number, language in enumerate(["uk", "en", "pl", "en", "uk", "de"]):
        make_user(client, f"user_{number}", language=language)

    response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert response.json() == [
        {"language": "en", "users": 2, "rank": 1},
        {"language": "uk", "users": 2, "rank": 1},
        {"language": "de", "users": 1, "rank": 3},
        {"language": "pl", "users": 1, "rank": 3},
    ]


@pytest.mark.parametrize(
    "preferences", [{}, {"theme": "en"}, {"second_language": "en"}]
)
def test_who_has_chosen_no_language_is_left_out(
    client: Client, preferences: dict[str, object]
) -> None:
    make_user(client, "alpha", language="en")
    make_user(client, "beta", **preferences)

    response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert response.json() == [{"language": "en", "users": 1, "rank": 1}]


def test_a_choice_that_is_taken_back_is_left_out(client: Client) -> None:
    place = make_user(client, "alpha", language="en")
    client.patch(f"{place}/preferences", json={"language": None})

    response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert response.json() == []


def test_deactivated_users_do_not_count(client: Client) -> None:
    make_user(client, "alpha", language="en")
    place = make_user(client, "beta", language="uk")
    make_user(client, "gamma", language="uk")
    make_user(client, "delta", language="en")
    client.patch(place, json={"is_active": False})

    response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert response.json() == [
        {"language": "en", "users": 2, "rank": 1},
        {"language": "uk", "users": 1, "rank": 2},
    ]


def test_the_database_counts(client: Client, count_queries: CountQueries) -> None:
    for number, language in enumerate(["uk", "en", "uk"]):
        make_user(client, f"user_{number}", language=language)

    with count_queries() as queries:
        response = client.get(PATH)

    assert response.status_code == 200, response.text
    assert len(queries) == 1, queries
    assert "rank()" in queries[0].lower(), queries[0]
