"""`python -m chapters.STEM.seed`: example users, put there as often as you like."""

import runpy
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from tests.application import Application
from tests.ch07_postgresql.inside import module
from tests.helpers import Sql

USERS = "SELECT id, username, email, created_at FROM users ORDER BY id"


@pytest.fixture
def seed(
    application: Application,
    bind: Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[], str]:
    """Run the command on the database of the test; return what it prints."""
    name = f"chapters.{application.stem}.seed"
    monkeypatch.setattr(module(application, "database"), "engine", bind)

    def run() -> str:
        monkeypatch.delitem(sys.modules, name, raising=False)
        runpy.run_module(name, run_name="__main__")
        return capsys.readouterr().out

    return run


def test_seeding_twice_is_seeding_once(seed: Callable[[], str], sql: Sql) -> None:
    first = seed()
    before = sql(USERS)

    second = seed()

    assert (first, second) == ("5 users\n", "5 users\n")
    assert sql(USERS) == before
    names = [row["username"] for row in before]
    assert names == ["alpha", "alina", "al_x", "beta", "gamma"]


def test_the_import_of_it_inserts_nothing(application: Application, sql: Sql) -> None:
    module(application, "seed")

    assert sql(USERS) == []


def test_seeding_again_repairs_the_examples(seed: Callable[[], str], sql: Sql) -> None:
    seed()
    before = sql(USERS)
    sql(
        "UPDATE users SET email = 'x@example.com', updated_at = :old"
        " WHERE username = 'alpha'",
        old="2020-01-01 00:00:00",
    )

    seed()

    assert sql(USERS) == before
    assert sql("SELECT 1 FROM users WHERE updated_at < '2021-01-01 00:00:00'") == []
