"""Addresses, attempts at the same moment, and what happens in between."""

import importlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from types import ModuleType

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import Connection
from starlette.requests import Request

from tests.application import Application
from tests.ch08_passwords.hashes import GOOD
from tests.ch09_jwt.signing import bearer
from tests.helpers import Client, Sql, just_before

from .people import headers_of, insert_person

Call = Callable[[str, str, str], int]


@pytest.fixture
def alpha(sql: Sql) -> int:
    return insert_person(sql, "alpha")


@pytest.fixture
def throttling(application: Application) -> ModuleType:
    return importlib.import_module(f"chapters.{application.stem}.throttling")


def log_in(client: Client, name: str, password: str) -> int:
    form = {"username": name, "password": password}
    return client.post("/token", data=form).status_code


@pytest.fixture
def log_in_from(application: Application, client: TestClient) -> Call:
    """Log in from an address: how, is said by the server in the request's scope."""

    def log_in_from(address: str, name: str, password: str) -> int:
        caller = TestClient(application.app, client=(address, 5))
        caller.portal = client.portal
        return log_in(caller, name, password)

    return log_in_from


@pytest.mark.usefixtures("alpha")
def test_a_name_waits_whatever_the_address(log_in_from: Call) -> None:
    for number in range(5):
        log_in_from(f"192.0.2.{number}", "alpha", "Wrong")

    assert log_in_from("192.0.2.9", "alpha", "Passw0rd") == 429


@pytest.mark.usefixtures("alpha")
def test_an_address_waits_whatever_the_name(
    log_in_from: Call, throttling: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling.settings, "failures_per_address", 7)
    statuses = [log_in_from("192.0.2.1", f"name{n}", "Wrong") for n in range(8)]

    others = [
        log_in_from("192.0.2.1", "alpha", "Passw0rd"),
        log_in_from("192.0.2.2", "alpha", "Passw0rd"),
    ]

    assert statuses == [401] * 7 + [429]
    assert others == [429, 200]


def test_an_address_that_waits_does_not_make_others_wait(
    log_in_from: Call,
    throttling: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    sql: Sql,
    alpha: int,
) -> None:
    """Whoever is refused for the address is not counted for the name."""
    assert alpha
    monkeypatch.setattr(throttling.settings, "failures_per_address", 1)
    statuses = [log_in_from("192.0.2.1", "alpha", "Wrong") for _ in range(9)]

    assert statuses == [401] + [429] * 8
    assert log_in_from("192.0.2.2", "alpha", "Passw0rd") == 200
    assert sql("SELECT attempts FROM login_throttles ORDER BY attempts") == [
        {"attempts": 0},
        {"attempts": 9},
    ]


@pytest.mark.usefixtures("alpha")
def test_the_addresses_of_one_network_are_one(
    log_in_from: Call, throttling: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling.settings, "failures_per_address", 2)
    addresses = [f"2001:db8:0:1::{n}" for n in (1, 2, 3)] + ["2001:db8:0:2::1"]

    statuses = [log_in_from(address, "nobody", "Wrong") for address in addresses]

    assert statuses == [401, 401, 429, 401]


@pytest.mark.parametrize(
    ("host", "subject"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_address_is_what_can_be_blocked(
    throttling: ModuleType, host: str, subject: str
) -> None:
    request = Request({"type": "http", "client": (host, 5)})

    assert throttling.get_address(request) == subject


def test_a_caller_without_an_address_is_one_caller(throttling: ModuleType) -> None:
    """Through a UNIX socket, from a proxy on the same machine."""
    request = Request({"type": "http", "client": None})

    assert throttling.get_address(request) == ""


@pytest.fixture
def verified(application: Application, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each password that is verified, and let many requests be there together."""
    operations = importlib.import_module(f"chapters.{application.stem}.operations")
    own = operations.verify_password
    verified: list[str] = []
    all_are_here = Barrier(8, timeout=0.5)

    def note(user: object, password: SecretStr) -> object:
        with suppress(BrokenBarrierError):
            all_are_here.wait()
        verified.append(password.get_secret_value())
        return own(user, password)

    monkeypatch.setattr(operations, "verify_password", note)
    return verified


@pytest.mark.commits
@pytest.mark.usefixtures("alpha")
def test_of_many_attempts_at_once_five_are_verified(
    client: Client, verified: list[str]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = pool.map(lambda n: log_in(client, "alpha", f"Wrong{n}"), range(8))

    assert Counter(statuses) == {401: 5, 429: 3}
    assert len(verified) == 5


@pytest.mark.commits
def test_of_many_at_once_none_gets_an_error(client: Client, sql: Sql) -> None:
    """Good and bad attempts for the same names, while old rows are deleted."""
    names = ["alpha", "beta", "nobody"]
    for name in names[:2]:
        insert_person(sql, name)
    for number in range(20):
        sql(
            "INSERT INTO login_throttles (subject, attempts, ends_at)"
            " VALUES (:subject, 1, '2020-01-01 00:00:00')",
            subject=f"{number}",
        )

    def act(number: int) -> int:
        password = "Passw0rd" if number % 2 else "Wrong"
        return log_in(client, names[number % 3], password)

    with ThreadPoolExecutor(8) as pool:
        statuses = set(pool.map(act, range(40)))

    assert statuses <= {200, 401, 429}
    assert 401 in statuses


def test_a_row_that_is_used_again_meanwhile_is_not_deleted(
    client: Client, sql: Sql, bind: Connection
) -> None:
    sql(
        "INSERT INTO login_throttles (subject, attempts, ends_at)"
        " VALUES ('x', 1, '2020-01-01 00:00:00')"
    )
    use = "UPDATE login_throttles SET ends_at = '2100-01-01 00:00:00'"

    with just_before(bind, "DELETE FROM login", lambda _: sql(use)):
        log_in(client, "nobody", "Wrong")

    rows = sql("SELECT subject FROM login_throttles WHERE subject = 'x'")
    assert rows == [{"subject": "x"}]


def test_a_password_change_during_the_login_ends_its_token(
    client: Client, sql: Sql, bind: Connection, alpha: int
) -> None:
    """The old password was right when it was looked at; the token is an old one."""
    change = "UPDATE users SET token_version = 2 WHERE id = :id"
    form = {"username": "alpha", "password": "Passw0rd"}
    with just_before(bind, "DELETE FROM login", lambda _: sql(change, id=alpha)):
        token = client.post("/token", data=form).json()["access_token"]

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 401


@pytest.mark.parametrize("moment", ["UPDATE users", "DELETE FROM login"])
def test_so_it_does_where_the_hash_is_replaced(
    client: Client, sql: Sql, bind: Connection, alpha: int, moment: str
) -> None:
    """The version that the token gets was read together with the hash."""
    sql("UPDATE users SET hashed_password = :hash WHERE id = :id", hash=GOOD, id=alpha)
    change = "UPDATE users SET token_version = 2 WHERE id = :id"
    form = {"username": "alpha", "password": "Passw0rd"}
    with just_before(bind, moment, lambda _: sql(change, id=alpha)):
        token = client.post("/token", data=form).json()["access_token"]

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 401


def test_a_login_keeps_the_hash_that_it_has_replaced(
    client: Client, sql: Sql, alpha: int
) -> None:
    sql("UPDATE users SET hashed_password = :hash WHERE id = :id", hash=GOOD, id=alpha)

    status = log_in(client, "alpha", "Passw0rd")

    assert status == 200

    assert sql("SELECT hashed_password FROM users") != [{"hashed_password": GOOD}]


@pytest.mark.parametrize("moment", ["INSERT INTO login", "DELETE FROM login"])
def test_a_user_who_is_deleted_during_the_change_is_404(
    client: Client, sql: Sql, bind: Connection, alpha: int, moment: str
) -> None:
    headers = headers_of(client, "alpha")
    body = {"current_password": "Passw0rd", "new_password": "Passw0rd2"}
    delete = "DELETE FROM users WHERE id = :id"

    with just_before(bind, moment, lambda _: sql(delete, id=alpha)):
        response = client.put(f"/users/{alpha}/password", json=body, headers=headers)

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}
