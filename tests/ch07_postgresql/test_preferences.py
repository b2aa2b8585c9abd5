"""/users/{id}/preferences: merged, removed by null, and refused with a reason."""

import pytest

from tests.helpers import Client, Sql, locations

OLD = "2020-01-01 00:00:00"
PATH = "/users/7/preferences"


@pytest.fixture(autouse=True)
def alpha(sql: Sql) -> None:
    sql(
        "INSERT INTO users (id, username, email, created_at, updated_at)"
        " VALUES (7, 'alpha', 'alpha@example.com', :old, :old)",
        old=OLD,
    )


def test_a_new_user_has_none(client: Client) -> None:
    response = client.get(PATH)

    assert response.status_code == 200
    assert response.json() == {}


def test_what_is_sent_is_kept(client: Client) -> None:
    response = client.patch(PATH, json={"theme": "dark", "rows": 25, "sound": False})

    assert response.status_code == 200
    assert response.json() == {"theme": "dark", "rows": 25, "sound": False}

    assert client.get(PATH).json() == {"theme": "dark", "rows": 25, "sound": False}


def test_a_second_change_is_merged_into_the_first(client: Client) -> None:
    client.patch(PATH, json={"theme": "dark", "rows": 25, "sound": False})

    response = client.patch(PATH, json={"theme": "light", "rows": None, "beta": None})

    assert response.status_code == 200
    assert response.json() == {"theme": "light", "sound": False}

    assert client.get(PATH).json() == {"theme": "light", "sound": False}


@pytest.mark.parametrize("value", [True, 1, "25", "", "ä😀", -(2**31), 2**31 - 1])
def test_a_value_comes_back_as_it_is(client: Client, value: object) -> None:
    client.patch(PATH, json={"theme": value})

    kept = client.get(PATH).json()["theme"]

    assert (type(kept), kept) == (type(value), value)


def test_a_change_moves_updated_at(client: Client) -> None:
    client.patch(PATH, json={"theme": "dark"})

    user = client.get("/users/7").json()

    assert user["created_at"] == "2020-01-01T00:00:00Z"
    assert user["updated_at"] > "2020-01-01T00:00:00Z"


def test_an_empty_body_changes_nothing(client: Client) -> None:
    before = client.get("/users/7").json()

    response = client.patch(PATH, json={})

    assert response.status_code == 200
    assert client.get("/users/7").json() == before


def test_a_user_is_shown_without_preferences(client: Client) -> None:
    client.patch(PATH, json={"theme": "dark"})

    assert "preferences" not in client.get("/users/7").json()
    assert "preferences" not in client.get("/users").json()["items"][0]


@pytest.mark.parametrize("method", ["GET", "PATCH"])
@pytest.mark.parametrize(("user_id", "status"), [(8, 404), (0, 422), (2**31, 422)])
def test_an_id_without_a_user_is_refused(
    client: Client, method: str, user_id: int, status: int
) -> None:
    response = client.request(method, f"/users/{user_id}/preferences", json={})

    assert response.status_code == status


@pytest.mark.parametrize(
    "value", [1.5, 1.0, 2**31, -(2**31) - 1, [], {}, "a\x00b", "a" * 201]
)
def test_a_value_that_may_not_be_is_422(client: Client, value: object) -> None:
    response = client.patch(PATH, json={"theme": value})

    assert response.status_code == 422
    assert {tuple(place[:2]) for place in locations(response)} == {("body", "theme")}

    assert client.get(PATH).json() == {}


@pytest.mark.parametrize("name", ["", "Theme", "the me", "a\x00", "thème", "a" * 31])
def test_a_name_that_may_not_be_is_422(client: Client, name: str) -> None:
    response = client.patch(PATH, json={name: "dark"})

    assert response.status_code == 422

    assert client.get(PATH).json() == {}


@pytest.mark.parametrize("body", [[], "dark", None, {f"n{i}": None for i in range(51)}])
def test_a_body_that_may_not_be_is_422(client: Client, body: object) -> None:
    response = client.patch(PATH, json=body)

    assert response.status_code == 422

    assert client.get(PATH).json() == {}


def test_a_user_has_at_most_50(client: Client) -> None:
    fifty = {f"n{i}": i for i in range(50)}
    client.patch(PATH, json=fifty)

    response = client.patch(PATH, json={"theme": "dark"})

    assert response.status_code == 409
    assert response.json() == {"detail": "A user has at most 50 preferences"}

    assert client.get(PATH).json() == fifty


def test_one_may_take_the_place_of_another(client: Client) -> None:
    client.patch(PATH, json={f"n{i}": i for i in range(50)})

    response = client.patch(PATH, json={"theme": "dark", "n0": None})

    assert response.status_code == 200
    assert len(response.json()) == 50


@pytest.mark.until("ch10")  # permissions add answers to each of them
def test_every_status_is_described(client: Client) -> None:
    document = client.get("/openapi.json").json()

    path = document["paths"]["/users/{user_id}/preferences"]
    assert set(path["get"]["responses"]) == {"200", "404", "422"}
    assert set(path["patch"]["responses"]) == {"200", "400", "404", "409", "422"}


def test_no_other_name_is_described(client: Client) -> None:
    document = client.get("/openapi.json").json()

    path = document["paths"]["/users/{user_id}/preferences"]
    body = path["patch"]["requestBody"]["content"]["application/json"]["schema"]
    assert list(body["patternProperties"]) == ["^[a-z0-9_]{1,30}$"]
    assert body["additionalProperties"] is False
