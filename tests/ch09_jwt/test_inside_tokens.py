"""What a token costs, how long it lives, and what is left in the log of a bad one."""

import importlib
import time
from collections.abc import Iterator
from types import ModuleType

import pytest
from sqlalchemy import Connection

from tests.application import Application
from tests.conftest import CountQueries
from tests.helpers import (
    OUT_OF_DATE,
    Client,
    Sql,
    insert_user_with_password,
    just_before,
)

from .hostile import GOOD
from .signing import CLAIMS, bearer, log_in, read_part, sign


@pytest.fixture(autouse=True)
def alpha(sql: Sql) -> None:
    insert_user_with_password(sql, "alpha", 7)


@pytest.fixture
def security(application: Application) -> ModuleType:
    return importlib.import_module(f"chapters.{application.stem}.security")


def test_a_token_costs_one_question(
    client: Client, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        client.get("/users/me", headers=bearer(GOOD))

    assert [query.split()[0] for query in queries] == ["SELECT"]


def test_a_bad_token_costs_none(client: Client, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        client.get("/users/me", headers=bearer("garbage"))

    assert queries == []


def test_a_setting_says_how_long_a_token_lives(
    client: Client, security: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security.settings, "token_minutes", 1)

    claims = read_part(log_in(client, "alpha").split(".")[1])

    assert int(str(claims["exp"])) - int(str(claims["iat"])) == 60


@pytest.fixture
def in_new_york(application: Application) -> Iterator[None]:  # noqa: ARG001 - in here
    """Let the clock of this machine show five hours less than UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "EST5")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
def test_a_token_is_good_wherever_the_machine_stands(client: Client) -> None:
    """A naive moment would be taken for UTC, and end the token before it is made."""
    token = log_in(client, "alpha")

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 200


def test_the_database_counts_the_versions(
    client: Client, count_queries: CountQueries
) -> None:
    """So that of two changes at the same moment none is lost."""
    headers = bearer(log_in(client, "alpha"))
    change = {"current_password": "Passw0rd", "new_password": "Passw0rd2"}

    with count_queries() as queries:
        client.put("/users/7/password", json=change, headers=headers)

    (update,) = (query for query in queries if query.startswith("UPDATE users"))
    assert "token_version=(users.token_version + " in update


@pytest.mark.parametrize("user_id", [1, 2**31 - 1])
def test_an_id_that_a_column_holds_is_read(security: ModuleType, user_id: int) -> None:
    claims = security.read_token(sign(CLAIMS | {"sub": str(user_id)}))

    assert (claims.sub, claims.ver) == (user_id, 1)


@pytest.mark.parametrize("user_id", [0, 2**31])
def test_an_id_that_no_column_holds_is_refused_before_the_database(
    security: ModuleType, user_id: int
) -> None:
    with pytest.raises(security.NotAuthenticatedError) as caught:
        security.read_token(sign(CLAIMS | {"sub": str(user_id)}))

    assert "sub" in str(caught.value.__cause__)


def test_a_password_change_while_the_hash_is_renewed_ends_the_token(
    client: Client, sql: Sql, bind: Connection
) -> None:
    sql("UPDATE users SET hashed_password = :hash", hash=OUT_OF_DATE)
    change = "UPDATE users SET token_version = 2"
    with just_before(bind, "UPDATE users", lambda _: sql(change)):
        token = log_in(client, "alpha")

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 401
