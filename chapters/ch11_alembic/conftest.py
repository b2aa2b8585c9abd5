import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from sqlalchemy import Connection, StaticPool, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

# Before the application reads its settings: the cheapest hash, and a key.
os.environ |= {
    "ARGON2_MEMORY_COST": "8",
    "ARGON2_TIME_COST": "1",
    "SECRET_KEY": "the tests sign their tokens with this",
}

from .database import get_session
from .dependencies import get_current_user
from .main import app
from .models import User

engine = create_engine(
    "sqlite://",
    poolclass=StaticPool,
    connect_args={"check_same_thread": False, "isolation_level": None},
)


@event.listens_for(engine, "begin")
def send_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


config = Config(Path(__file__).with_name("alembic.ini"))
with engine.connect() as connection:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


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
def as_admin(client: TestClient) -> None:  # noqa: ARG001 - who takes it back
    """Let every caller be an admin of whom the database knows nothing."""
    admin = User(id=0, is_admin=True)
    app.dependency_overrides[get_current_user] = lambda: admin


@pytest.fixture
def queries() -> Iterator[list[str]]:
    sent: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO")):
            sent.append(statement)

    yield sent
    event.remove(engine, "before_cursor_execute", note)
