"""What permissions cost: statements, and connections when many call at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, Engine, create_engine, text

from tests.application import Application
from tests.conftest import CountQueries
from tests.helpers import HASH, Client, Sql

from .people import INSERT, UNKNOWN_ID, headers_of, insert_person


def verbs(queries: list[str]) -> list[str]:
    return [query.split()[0] for query in queries]


@pytest.fixture
def alpha(sql: Sql) -> int:
    return insert_person(sql, "alpha", is_admin=True)


@pytest.fixture
def beta(sql: Sql) -> int:
    return insert_person(sql, "beta")


def test_a_user_who_reads_herself_is_looked_up_once(
    client: Client, count_queries: CountQueries, beta: int
) -> None:
    headers = headers_of(client, "beta")

    with count_queries() as queries:
        client.get(f"/users/{beta}", headers=headers)

    assert verbs(queries) == ["SELECT"]


def test_an_admin_who_reads_another_user_costs_two(
    client: Client, count_queries: CountQueries, alpha: int, beta: int
) -> None:
    assert alpha
    headers = headers_of(client, "alpha")

    with count_queries() as queries:
        client.get(f"/users/{beta}", headers=headers)

    assert verbs(queries) == ["SELECT", "SELECT"]


@pytest.mark.parametrize("own", [True, False])
def test_who_is_refused_learns_nothing_from_the_database(
    client: Client, count_queries: CountQueries, alpha: int, beta: int, *, own: bool
) -> None:
    """One question, for the caller: the user of the path is not even looked for."""
    assert beta
    headers = headers_of(client, "beta")

    with count_queries() as queries:
        response = client.get(f"/users/{alpha if own else UNKNOWN_ID}", headers=headers)

    assert response.status_code == 403
    assert verbs(queries) == ["SELECT"]


def test_a_change_without_a_right_locks_nobody(
    client: Client, count_queries: CountQueries, beta: int
) -> None:
    headers = headers_of(client, "beta")
    body = {"age": 31, "is_admin": False, "is_active": True}

    with count_queries() as queries:
        client.patch(f"/users/{beta}", json=body, headers=headers)

    assert verbs(queries) == ["SELECT", "UPDATE", "SELECT"]


@pytest.fixture
def engine(
    application: Application, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """Make an engine with as many connections as the settings allow, and no more."""
    assert application.metadata is not None
    assert application.database is not None
    size = application.database.settings.pool_size
    engine = create_engine(database_url, pool_size=size, max_overflow=0, pool_timeout=5)
    monkeypatch.setattr(application.main, "engine", engine)
    application.make_tables(engine)
    yield engine
    engine.dispose()


def test_many_more_requests_than_connections_wait_for_each_other(
    application: Application, engine: Engine
) -> None:
    """A request that has a connection needs no second one, and so none waits for ever.

    Where the caller is looked up, and then a thread awaited with the connection in the
    hand, 64 at once stop each other until the pool gives up, and many are 500.
    """
    user = {"name": "alpha", "email": "a@example.com", "hash": HASH, "is_admin": True}
    with engine.begin() as connection:
        connection.execute(text(INSERT), user)

    with (
        application.bound_to(engine),
        TestClient(application.app) as client,
        ThreadPoolExecutor(64) as pool,
    ):
        headers = headers_of(client, "alpha")
        answers = pool.map(lambda _: client.get("/users/1", headers=headers), range(64))
        statuses = [answer.status_code for answer in answers]

    assert statuses == [200] * 64
