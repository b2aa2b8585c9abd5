"""What a login costs and writes; needs a look inside. Chapter 9 replaces it."""

import logging
from types import ModuleType
from unittest.mock import patch

import pytest

from tests.application import Application
from tests.helpers import Client, Sql, insert_users

from .hashes import BCRYPT, GOOD
from .inside import PASSWORD, module, verifications

CREDENTIALS = {"username": "alpha", "password": "Passw0rd"}


@pytest.fixture
def security(application: Application) -> ModuleType:
    return module(application, "security")


@pytest.fixture(autouse=True)
def alpha(security: ModuleType, sql: Sql) -> None:
    insert_users(sql, "alpha")
    hashed = security.hash_password(PASSWORD)
    sql("UPDATE users SET hashed_password = :hashed", hashed=hashed)


@pytest.mark.parametrize(
    ("change", "name", "password"),
    [
        ("id = id", "alpha", "Passw0rd"),
        ("id = id", "alpha", "wrong"),
        ("id = id", "alpha", "Passw0rd" * 9),
        ("id = id", "beta", "Passw0rd"),
        ("id = id", "no name", "Passw0rd"),
        ("is_active = FALSE", "alpha", "Passw0rd"),
        ("is_active = FALSE", "alpha", "wrong"),
        ("hashed_password = NULL", "alpha", "Passw0rd"),
        ("hashed_password = 'plain'", "alpha", "Passw0rd"),
    ],
)
def test_each_login_costs_one_comparison(
    client: Client, sql: Sql, change: str, name: str, password: str
) -> None:
    sql(f"UPDATE users SET {change}")

    with verifications() as hashes:
        client.post("/login", json={"username": name, "password": password})

    assert [hashed[:27] for hashed in hashes] == ["$argon2id$v=19$m=8,t=1,p=1$"]


@pytest.mark.parametrize("hashed", ["plain", BCRYPT])
def test_the_log_says_whose_hash_is_unreadable_and_not_what_it_is(
    client: Client, sql: Sql, caplog: pytest.LogCaptureFixture, hashed: str
) -> None:
    sql("UPDATE users SET id = 7, hashed_password = :hashed", hashed=hashed)

    with caplog.at_level(logging.INFO):
        client.post("/login", json=CREDENTIALS)

    lines = [r.getMessage() for r in caplog.records if "chapters" in r.name]
    assert lines == ["The password hash of user 7 is unreadable"]
    assert hashed not in caplog.text


@pytest.mark.commits
@pytest.mark.parametrize("changed", ["! smaller", "~ larger"])  # than a `$`
def test_a_password_that_changes_meanwhile_is_not_overwritten(
    application: Application, client: Client, sql: Sql, changed: str
) -> None:
    sql("UPDATE users SET hashed_password = :hashed", hashed=GOOD)
    operations = module(application, "operations")
    verify = operations.verify_password

    def verify_and_lose_the_race(*arguments: object) -> object:
        outcome = verify(*arguments)
        sql("UPDATE users SET hashed_password = :changed", changed=changed)
        return outcome

    with patch.object(operations, "verify_password", verify_and_lose_the_race):
        response = client.post("/login", json=CREDENTIALS)

    assert response.status_code == 200

    assert sql("SELECT hashed_password FROM users") == [{"hashed_password": changed}]


@pytest.mark.parametrize(
    ("name", "others"), [("alpha", ["beta", "gamma"]), ("gamma", ["alpha", "beta"])]
)
def test_nobody_else_gets_a_new_hash(
    client: Client, sql: Sql, name: str, others: list[str]
) -> None:
    insert_users(sql, "beta", "gamma")
    sql("UPDATE users SET hashed_password = :hashed", hashed=GOOD)

    client.post("/login", json=CREDENTIALS | {"username": name})

    query = "SELECT username FROM users WHERE hashed_password = :h ORDER BY id"
    assert [row["username"] for row in sql(query, h=GOOD)] == others


def test_a_name_that_can_be_none_is_not_looked_up(
    client: Client, application: Application
) -> None:
    operations = module(application, "operations")

    with patch.object(operations, "select", side_effect=AssertionError):
        for name in ("", "al", "alpha\n", "a" * 21, "alpha\x00"):
            response = client.post("/login", json=CREDENTIALS | {"username": name})
            assert response.status_code == 403
