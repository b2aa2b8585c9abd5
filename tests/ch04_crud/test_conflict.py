"""POST /users when the name or the address is taken, also at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.helpers import Client, Sql

ALPHA = {"username": "alpha", "email": "alpha@example.com"}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (ALPHA, "Username is already taken"),
        (ALPHA | {"email": "other@example.com"}, "Username is already taken"),
        (ALPHA | {"username": "other"}, "Email is already taken"),
    ],
)
def test_the_answer_says_what_is_taken(
    client: Client, sql: Sql, body: dict[str, str], detail: str
) -> None:
    client.post("/users", json=ALPHA)

    response = client.post("/users", json=body)

    assert response.status_code == 409
    assert response.json() == {"detail": detail}

    assert sql("SELECT username, email FROM users") == [ALPHA]


def test_a_conflict_does_not_spoil_the_next_request(client: Client) -> None:
    client.post("/users", json=ALPHA)
    client.post("/users", json=ALPHA)

    response = client.post(
        "/users", json={"username": "beta", "email": "b@example.com"}
    )

    assert response.status_code == 201


@pytest.mark.commits
def test_of_two_simultaneous_registrations_one_wins(client: Client, sql: Sql) -> None:
    def register(user: dict[str, str]) -> int:
        barrier.wait()
        return client.post("/users", json=user).status_code

    for number in range(5):
        barrier = Barrier(2, timeout=10)
        users = [
            {"username": f"alpha_{number}", "email": f"{place}_{number}@example.com"}
            for place in ("left", "right")
        ]
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(register, users)) == [201, 409]

    assert sql("SELECT count(*) AS users FROM users") == [{"users": 5}]
