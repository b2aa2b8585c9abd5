"""POST /users when the name or the address is taken, also at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import Engine, event

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


@pytest.fixture
def meeting(bind: Engine) -> Iterator[None]:
    """Let two requests wait for each other before either sends its INSERT.

    Whoever lets one request in at a time has none to wait for, and goes on.
    """
    both_are_ready = Barrier(2, timeout=0.5)

    def wait_before_insert(
        _c: object, _cur: object, statement: str, *_: object
    ) -> None:
        if statement.startswith("INSERT"):
            with suppress(BrokenBarrierError):
                both_are_ready.wait()

    event.listen(bind, "before_cursor_execute", wait_before_insert)
    yield
    event.remove(bind, "before_cursor_execute", wait_before_insert)


@pytest.mark.commits
@pytest.mark.usefixtures("meeting")
def test_of_two_simultaneous_registrations_one_wins(client: Client, sql: Sql) -> None:
    both = [ALPHA, ALPHA | {"email": "other@example.com"}]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda user: client.post("/users", json=user), both))

    assert sorted(answer.status_code for answer in answers) == [201, 409]

    assert sql("SELECT username FROM users") == [{"username": "alpha"}]
