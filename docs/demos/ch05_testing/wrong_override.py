from collections.abc import Iterator

from fastapi.testclient import TestClient
from sqlalchemy import Engine, StaticPool, create_engine, func, select
from sqlalchemy.orm import Session

from chapters.ch04_crud import database as chapter_4
from chapters.ch05_testing import database as chapter_5
from chapters.ch05_testing.main import app
from chapters.ch05_testing.models import Base, User

any_thread = {"check_same_thread": False}
memory = create_engine("sqlite://", poolclass=StaticPool, connect_args=any_thread)
Base.metadata.create_all(memory)


def get_test_session() -> Iterator[Session]:
    with Session(memory) as session:
        yield session


def count_users(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalars(select(func.count()).select_from(User)).one()


for database in (chapter_4, chapter_5):
    app.dependency_overrides = {database.get_session: get_test_session}
    with TestClient(app) as client:
        user = {"username": "alpha", "email": "alpha@example.com"}
        response = client.post("/users", json=user)
        print(f"get_session of {database.__name__} is overridden:")
        print("    status:", response.status_code)
        print("    users in memory:", count_users(memory))
        print("    users in shop.db:", count_users(chapter_5.engine))
        client.delete(response.headers["Location"])
