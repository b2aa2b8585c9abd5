"""The body of a 422 says what is wrong and where, and not what was sent."""

import pytest

from tests.helpers import Client

NEW = '"username": "alpha", "email": "alpha@example.com"'


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ('{%s, "password": "geheim"}', [["body", "password"]]),
        ('{%s, "password": ["geheim"]}', [["body", "password"]]),
        ('{%s, "password": "Geheim123", "admin": 1}', [["body", "admin"]]),
        ('{%s, "passwort": "Geheim123"}', [["body", "password"], ["body", "passwort"]]),
        ('{"password": "Geheim123"}', [["body", "username"], ["body", "email"]]),
        ('[{%s, "password": "Geheim123"}]', [["body"]]),
        ('"Geheim123"', [["body"]]),
    ],
)
def test_what_was_sent_does_not_come_back(
    client: Client, body: str, places: list[list[str]]
) -> None:
    content = body.replace("%s", NEW)

    response = client.post(
        "/users", content=content, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 422
    assert [entry["loc"] for entry in response.json()["detail"]] == places
    assert {tuple(entry) for entry in response.json()["detail"]} == {
        ("type", "loc", "msg")
    }
    assert "eheim" not in response.text


def test_json_that_breaks_off_does_not_come_back(client: Client) -> None:
    response = client.post(
        "/users",
        content='{"password": "Geheim123',
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "json_invalid"
    assert "eheim" not in response.text


@pytest.mark.parametrize("value", ['"\\ud800"', "NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("name", ["username", "email", "age", "password", "more"])
def test_what_json_cannot_say_is_refused_all_the_same(
    client: Client, name: str, value: str
) -> None:
    """FastAPI's own answer repeats the value, which cannot be written: a 500."""
    response = client.post(
        "/users",
        content=f'{{"{name}": {value}}}',
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code == 422
    assert ["body", name] in [entry["loc"] for entry in response.json()["detail"]]


def test_a_name_that_is_half_a_character_is_refused_all_the_same(
    client: Client,
) -> None:
    response = client.post(
        "/users",
        content='{"\\ud800": 1}',
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/json"


def test_a_path_and_a_query_are_explained_as_before(client: Client) -> None:
    answers = [client.get("/users/x"), client.get("/users?page=0")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [answer.json()["detail"] for answer in answers] == [
        [
            {
                "type": "int_parsing",
                "loc": ["path", "user_id"],
                "msg": "Input should be a valid integer, "
                "unable to parse string as an integer",
            }
        ],
        [
            {
                "type": "greater_than_equal",
                "loc": ["query", "page"],
                "msg": "Input should be greater than or equal to 1",
            }
        ],
    ]
