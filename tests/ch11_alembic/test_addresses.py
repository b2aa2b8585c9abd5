"""Addresses, seen from outside by the user who has one."""

import pytest

from tests.ch10_permissions.people import UNKNOWN_ID, headers_of, insert_person
from tests.helpers import Client, Sql, locations

BERLIN = {"postcode": "10115", "town": "Berlin"}
HALLE = {"postcode": "06108", "town": "Halle (Saale)"}


@pytest.fixture
def path(client: Client, sql: Sql) -> str:
    """Make `beta`, who has no address, and let her send the requests."""
    user_id = insert_person(sql, "beta")
    client.headers.update(headers_of(client, "beta"))
    return f"/users/{user_id}/address"


def test_a_new_user_has_no_address(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert response.json() == {"detail": "Address not found"}


def test_an_address_is_stored(client: Client, path: str) -> None:
    response = client.put(path, json=BERLIN)

    assert response.status_code == 200
    assert response.json() == BERLIN

    assert client.get(path).json() == BERLIN


def test_an_address_takes_the_place_of_the_old_one(client: Client, path: str) -> None:
    client.put(path, json=BERLIN)

    response = client.put(path, json=HALLE)

    assert response.status_code == 200
    assert client.get(path).json() == HALLE


@pytest.mark.parametrize(
    ("postcode", "town"),
    [
        ("00000", "X"),
        ("99999", "x" * 100),
        ("10115", "Berlin-Mitte / Straße 7, 日本 🏠"),
        ("10115", "10115 Berlin"),
    ],
)
def test_what_is_allowed_comes_back_as_it_was(
    client: Client, path: str, postcode: str, town: str
) -> None:
    address = {"postcode": postcode, "town": town}

    response = client.put(path, json=address)

    assert response.status_code == 200
    assert client.get(path).json() == address


def test_blanks_around_a_town_are_left_out(client: Client, path: str) -> None:
    response = client.put(path, json=BERLIN | {"town": "  Bad  Berka "})

    assert response.status_code == 200
    assert client.get(path).json() == BERLIN | {"town": "Bad  Berka"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"postcode": "1011"}, "postcode"),
        ({"postcode": "101155"}, "postcode"),
        ({"postcode": "1011a"}, "postcode"),
        ({"postcode": "10115\n"}, "postcode"),
        ({"postcode": "１０１１５"}, "postcode"),
        ({"postcode": 10115}, "postcode"),
        ({"postcode": None}, "postcode"),
        ({"town": ""}, "town"),
        ({"town": "  "}, "town"),
        ({"town": "x" * 101}, "town"),
        ({"town": "a\0b"}, "town"),
        ({"town": None}, "town"),
        ({"street": "Main Street 1"}, "street"),
    ],
)
def test_a_bad_address_is_422_and_changes_nothing(
    client: Client, path: str, change: dict[str, object], field: str
) -> None:
    client.put(path, json=HALLE)

    response = client.put(path, json=BERLIN | change)

    assert response.status_code == 422
    assert locations(response) == [["body", field]]
    assert client.get(path).json() == HALLE


@pytest.mark.parametrize("missing", ["postcode", "town"])
def test_half_an_address_is_422(client: Client, path: str, missing: str) -> None:
    body = {key: value for key, value in BERLIN.items() if key != missing}

    response = client.put(path, json=body)

    assert response.status_code == 422
    assert locations(response) == [["body", missing]]


def test_the_address_of_another_user_stays(client: Client, sql: Sql, path: str) -> None:
    client.put(path, json=BERLIN)
    other = insert_person(sql, "gamma")
    own = headers_of(client, "gamma")

    response = client.put(f"/users/{other}/address", json=HALLE, headers=own)

    assert response.status_code == 200
    assert client.get(path).json() == BERLIN


def test_nobody_else_reads_or_changes_it(client: Client, sql: Sql, path: str) -> None:
    client.put(path, json=BERLIN)
    insert_person(sql, "gamma")
    other = headers_of(client, "gamma")

    responses = [
        client.get(path, headers=other),
        client.put(path, json=HALLE, headers=other),
    ]

    assert [response.status_code for response in responses] == [403, 403]
    assert client.get(path).json() == BERLIN


def test_an_unknown_user_is_404_for_an_admin(client: Client, sql: Sql) -> None:
    insert_person(sql, "alpha", is_admin=True)
    client.headers.update(headers_of(client, "alpha"))

    response = client.put(f"/users/{UNKNOWN_ID}/address", json=BERLIN)

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_a_user_is_shown_without_her_address(client: Client, path: str) -> None:
    """As before: clients of chapter 10 see no difference."""
    client.put(path, json=BERLIN)

    body = client.get(path.removesuffix("/address")).json()

    assert set(body) == {
        *("id", "username", "email", "age", "is_active", "is_admin"),
        *("created_at", "updated_at"),
    }
