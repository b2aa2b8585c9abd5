from collections.abc import Iterator

from fastapi.testclient import TestClient
from sqlalchemy import Engine, StaticPool, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from chapters.ch05_testing.database import get_session
from chapters.ch05_testing.main import app
from chapters.ch05_testing.models import Base


def list_users_in(engine: Engine) -> None:
    def get_test_session() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    Base.metadata.create_all(engine)
    app.dependency_overrides[get_session] = get_test_session
    try:
        print("   ", TestClient(app).get("/users").json())
    except DBAPIError as error:
        print("   ", error.orig)


any_thread = {"check_same_thread": False}
print("A database in memory:")
list_users_in(create_engine("sqlite://"))
print("One connection for all:")
list_users_in(create_engine("sqlite://", poolclass=StaticPool))
print("One connection for all, in any thread:")
list_users_in(create_engine("sqlite://", poolclass=StaticPool, connect_args=any_thread))
