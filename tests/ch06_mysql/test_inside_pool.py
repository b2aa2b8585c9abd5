"""One pool for the process: as many requests at once as it has connections."""

import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, Engine, QueuePool, create_engine, event

from tests.application import Application
from tests.callers import early_client


@pytest.fixture
def engine(application: Application, database_url: URL) -> Iterator[Engine]:
    """Make an engine with more connections than the application may use."""
    engine = create_engine(database_url, pool_size=20)
    application.make_tables(engine)
    yield engine
    engine.dispose()


def test_the_pool_is_as_large_as_the_settings_say(application: Application) -> None:
    config = importlib.import_module(f"chapters.{application.stem}.config")
    assert application.database is not None
    pool = application.database.engine.pool

    assert isinstance(pool, QueuePool)
    assert pool.size() == config.settings.pool_size
    assert pool.timeout() == config.settings.pool_timeout
    # These two have no public name.
    assert pool._max_overflow == 0
    assert pool._recycle == config.settings.pool_recycle


def test_no_more_requests_have_a_session_than_the_pool_has_connections(
    application: Application, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application.main, "engine", engine)
    config = importlib.import_module(f"chapters.{application.stem}.config")
    limit: int = config.settings.pool_size
    too_many = Barrier(limit + 1, timeout=0.5)
    at_once: list[int] = []

    def wait_for_the_others(*_: object) -> None:
        assert isinstance(engine.pool, QueuePool)
        with suppress(BrokenBarrierError):
            too_many.wait()
        at_once.append(engine.pool.checkedout())

    with (
        application.bound_to(engine),
        early_client(application) as client,
        ThreadPoolExecutor(limit + 5) as pool,
    ):
        event.listen(engine, "before_cursor_execute", wait_for_the_others)
        answers = list(pool.map(lambda _: client.get("/users/1"), range(limit + 5)))

    assert {answer.status_code for answer in answers} == {404}
    assert max(at_once) <= limit


def test_the_end_of_the_application_closes_its_connections(
    application: Application, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application.main, "engine", engine)
    assert isinstance(engine.pool, QueuePool)

    with TestClient(application.app):
        assert engine.pool.checkedin() == 1

    assert engine.pool.checkedin() == 0
