import os
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    StaticPool,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.orm import Session, sessionmaker

from .database import get_session
from .main import app
from .models import Base

TEST_DATABASE_URL = make_url(os.environ.get("TEST_DATABASE_URL") or "sqlite://")


def send_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def make_engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "begin", send_begin)
    return engine


engine = make_engine(TEST_DATABASE_URL)
Base.metadata.create_all(engine)


@pytest.fixture
def session_factory() -> Iterator[sessionmaker[Session]]:
    with engine.connect() as connection:
        connection.begin()
        yield sessionmaker(connection, join_transaction_mode="create_savepoint")
        connection.rollback()


@pytest.fixture
def session(session_factory: sessionmaker[Session]) -> Iterator[Session]:
    with session_factory() as session:
        yield session


@pytest.fixture
def client(session_factory: sessionmaker[Session]) -> Iterator[TestClient]:
    def get_test_session() -> Iterator[Session]:
        with session_factory() as session:
            yield session

    app.dependency_overrides[get_session] = get_test_session
    yield TestClient(app)
    app.dependency_overrides.clear()


@pytest.fixture
def queries() -> Iterator[list[str]]:
    sent: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO")):
            sent.append(statement)

    yield sent
    event.remove(engine, "before_cursor_execute", note)
