"""What the application does at its start with a database that is not up to date."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import URL, Engine, create_engine, inspect, text

from tests.application import Application, alembic_config

from .history import ids_of


@pytest.fixture
def engine(
    application: Application, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """Give the application an empty database of its own."""
    engine = create_engine(database_url)
    monkeypatch.setattr(application.main, "engine", engine)
    yield engine
    engine.dispose()


def upgrade(engine: Engine, stem: str, revision: str = "head") -> None:
    with engine.connect() as connection:
        command.upgrade(alembic_config(stem, connection), revision)


def start(application: Application) -> None:
    """Start the application, and stop it again."""

    async def run() -> None:
        async with application.app.router.lifespan_context(application.app):
            pass

    asyncio.run(run())


def test_it_starts_on_a_database_that_is_up_to_date(
    application: Application, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade(engine, application.stem)

    start(application)

    assert caplog.messages == []


def test_it_refuses_an_empty_database_and_makes_no_table(
    application: Application, engine: Engine
) -> None:
    with pytest.raises(SystemExit) as end:
        start(application)

    sentence = str(end.value)
    assert len(sentence.splitlines()) == 1
    assert "base" in sentence
    assert "alembic upgrade head" in sentence
    assert inspect(engine).get_table_names() == []


def test_it_refuses_tables_that_nobody_has_stamped(
    application: Application, engine: Engine
) -> None:
    assert application.metadata is not None
    application.metadata.create_all(engine)

    with pytest.raises(SystemExit) as end:
        start(application)

    assert "alembic upgrade head" in str(end.value)


def test_it_refuses_each_revision_but_the_last(
    application: Application, engine: Engine
) -> None:
    *earlier, head = ids_of(application.stem)
    for revision in earlier:
        upgrade(engine, application.stem, revision)

        with pytest.raises(SystemExit) as end:
            start(application)

        assert f" {revision}" in str(end.value)
        assert f" {head}" in str(end.value)


def test_it_refuses_a_database_that_was_taken_back_to_base(
    application: Application, engine: Engine
) -> None:
    upgrade(engine, application.stem)
    with engine.connect() as connection:
        command.downgrade(alembic_config(application.stem, connection), "base")

    with pytest.raises(SystemExit) as end:
        start(application)

    assert "base" in str(end.value)


def test_it_starts_on_a_database_that_is_ahead_and_warns(
    application: Application, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """As old code meets it while a new version is put in place."""
    upgrade(engine, application.stem)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('another')"))

    with caplog.at_level(logging.WARNING):
        start(application)

    (message,) = caplog.messages
    assert "another, newer" in message


def test_it_leaves_the_connection_to_others(
    application: Application, engine: Engine
) -> None:
    """A transaction that stays open would be in the way of the next migration."""
    upgrade(engine, application.stem)

    start(application)

    with engine.connect() as connection:
        command.downgrade(alembic_config(application.stem, connection), "base")
