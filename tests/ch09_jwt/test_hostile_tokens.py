"""Whatever is wrong with a token, the answer is one and the same 401."""

import time

import pytest

from tests.helpers import Client, Sql, insert_user_with_password

from .hostile import GOOD, HOSTILE, Hostile
from .signing import CLAIMS, bearer, sign, sign_to_length


@pytest.fixture(autouse=True)
def alpha(sql: Sql, base_url: str | None) -> None:
    if base_url:
        pytest.skip("signs tokens with a key that the server elsewhere does not have")
    insert_user_with_password(sql, "alpha", 7)


def test_the_token_that_the_hostile_ones_are_made_of_is_good(client: Client) -> None:
    response = client.get("/users/me", headers=bearer(GOOD))

    assert response.status_code == 200
    assert response.json()["username"] == "alpha"


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.title)
def test_a_hostile_token_is_401(client: Client, sql: Sql, hostile: Hostile) -> None:
    sql(hostile.sql)

    response = client.get("/users/me", headers=hostile.headers)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json() == {"detail": "Not authenticated"}


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_may_be_written_in_any_case(client: Client, scheme: str) -> None:
    response = client.get("/users/me", headers={"Authorization": f"{scheme} {GOOD}"})

    assert response.status_code == 200


@pytest.mark.parametrize(("length", "status"), [(1000, 200), (1001, 401)])
def test_a_good_token_has_at_most_1000_characters(
    client: Client, length: int, status: int
) -> None:
    token = sign_to_length(length)

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == status


def test_there_is_not_a_second_of_grace(client: Client) -> None:
    ended = sign(CLAIMS | {"exp": int(time.time()) - 1})

    response = client.get("/users/me", headers=bearer(ended))

    assert response.status_code == 401


def test_a_user_may_have_changed_her_password_often(client: Client, sql: Sql) -> None:
    sql("UPDATE users SET token_version = 1000 WHERE id = 7")
    token = sign(CLAIMS | {"ver": 1000})

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 200
