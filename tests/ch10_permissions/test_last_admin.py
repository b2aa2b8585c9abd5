"""The last active admin stays, also when two admins act at the same moment."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local

import pytest
from sqlalchemy import Engine, event

from tests.helpers import Client, Sql

from .people import admins, headers_of, insert_person

Ending = tuple[str, object]

ENDINGS: list[Ending] = [
    ("DELETE", None),
    ("PATCH", {"is_admin": False}),
    ("PATCH", {"is_active": False}),
]
every_ending = pytest.mark.parametrize("ending", ENDINGS, ids=lambda end: str(end[1]))

# The admins are locked, or at least read; authentication reads one user by her id.
ADMINS = "WHERE users.is_active"
LOCK = re.compile(rf"UPDATE|DELETE|.*{re.escape(ADMINS)}", re.DOTALL)


@pytest.fixture
def alpha(sql: Sql) -> int:
    return insert_person(sql, "alpha", is_admin=True)


def end(client: Client, ending: Ending, user_id: int, headers: dict[str, str]) -> int:
    method, body = ending
    path = f"/users/{user_id}"
    return client.request(method, path, json=body, headers=headers).status_code


@every_ending
def test_the_last_admin_cannot_be_lost(
    client: Client, sql: Sql, alpha: int, ending: Ending
) -> None:
    method, body = ending
    headers = headers_of(client, "alpha")
    before = client.get("/users/me", headers=headers).json()

    response = client.request(method, f"/users/{alpha}", json=body, headers=headers)

    assert response.status_code == 409
    assert response.json() == {"detail": "This is the last active admin"}

    assert client.get("/users/me", headers=headers).json() == before
    assert admins(sql) == ["alpha"]


def test_nothing_else_of_the_request_is_done(
    client: Client, sql: Sql, alpha: int
) -> None:
    headers = headers_of(client, "alpha")
    body = {"age": 31, "username": "zoe", "is_admin": False}

    response = client.patch(f"/users/{alpha}", json=body, headers=headers)

    assert response.status_code == 409

    assert sql("SELECT username, age FROM users") == [{"username": "alpha", "age": 30}]


@every_ending
def test_with_a_second_admin_the_first_may_go(
    client: Client, sql: Sql, alpha: int, ending: Ending
) -> None:
    insert_person(sql, "beta", is_admin=True)

    status = end(client, ending, alpha, headers_of(client, "alpha"))

    assert status in {200, 204}

    assert admins(sql) == ["beta"]


@every_ending
@pytest.mark.parametrize("change", ["is_active = false", "is_admin = false"])
def test_a_second_user_who_is_no_active_admin_does_not_count(
    client: Client, sql: Sql, alpha: int, ending: Ending, change: str
) -> None:
    insert_person(sql, "beta", is_admin=True)
    sql(f"UPDATE users SET {change} WHERE username = 'beta'")

    status = end(client, ending, alpha, headers_of(client, "alpha"))

    assert status == 409

    assert admins(sql) == ["alpha"]


@every_ending
def test_the_only_admin_may_end_others(
    client: Client, sql: Sql, alpha: int, ending: Ending
) -> None:
    assert alpha
    beta = insert_person(sql, "beta")

    status = end(client, ending, beta, headers_of(client, "alpha"))

    assert status in {200, 204}


def test_the_only_admin_may_change_the_rest_of_herself(
    client: Client, alpha: int
) -> None:
    body = {"age": 31, "is_admin": True, "is_active": True}

    response = client.patch(
        f"/users/{alpha}", json=body, headers=headers_of(client, "alpha")
    )

    assert response.status_code == 200
    assert response.json()["age"] == 31


class Meeting:
    """Two requests meet before they lock the admins, and once they know them.

    Both are past their own authentication then. Where one has to wait for the other's
    lock, they do not meet a second time, and the one who has the lock goes on.
    """

    def __init__(self) -> None:
        self.before_the_lock = Barrier(2, timeout=10)
        self.with_the_answer = Barrier(2, timeout=0.3)
        self.thread = local()

    def before(self, _c: object, _cur: object, statement: str, *_: object) -> None:
        if LOCK.match(statement) and not hasattr(self.thread, "has_met"):
            self.thread.has_met = True
            self.before_the_lock.wait()

    def after(self, _c: object, _cur: object, statement: str, *_: object) -> None:
        if hasattr(self.thread, "has_met") and ADMINS in statement:
            with suppress(BrokenBarrierError):
                self.with_the_answer.wait()


@pytest.fixture
def meeting(bind: Engine) -> Iterator[Callable[[], None]]:
    """Let two requests meet, from the moment when this is called."""
    meeting = Meeting()
    listeners = {
        "before_cursor_execute": meeting.before,
        "after_cursor_execute": meeting.after,
    }

    def begin() -> None:
        for name, listener in listeners.items():
            event.listen(bind, name, listener)

    yield begin
    for name, listener in listeners.items():
        event.remove(bind, name, listener)


@pytest.mark.commits
@every_ending
@pytest.mark.parametrize("crosswise", [True, False], ids=["each other", "themselves"])
def test_of_two_admins_who_go_at_once_one_stays(
    client: Client,
    sql: Sql,
    meeting: Callable[[], None],
    ending: Ending,
    *,
    crosswise: bool,
) -> None:
    names = ["alpha", "beta"]
    ids = [insert_person(sql, name, is_admin=True) for name in names]
    headers = [headers_of(client, name) for name in names]
    meeting()

    def act(number: int) -> int:
        target = ids[1 - number if crosswise else number]
        return end(client, ending, target, headers[number])

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(act, [0, 1]))

    assert statuses in ([200, 409], [204, 409])

    assert len(admins(sql)) == 1
