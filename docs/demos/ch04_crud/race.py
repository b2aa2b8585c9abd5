from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory
from threading import Barrier

from fastapi.testclient import TestClient
from sqlalchemy import create_engine, event

from chapters.ch04_crud.database import SessionFactory
from chapters.ch04_crud.main import app
from chapters.ch04_crud.models import Base

both_are_ready = Barrier(2, timeout=10)


def wait_before_insert(_1: object, _2: object, statement: str, *_: object) -> None:
    if statement.startswith("INSERT"):
        both_are_ready.wait()


def register(email: str) -> str:
    client = TestClient(app, raise_server_exceptions=False)
    response = client.post("/users", json={"username": "alpha", "email": email})
    return f"{response.status_code} {response.reason_phrase}"


with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/race.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    event.listen(engine, "before_cursor_execute", wait_before_insert)
    event.listen(engine, "handle_error", lambda error: print(error.original_exception))
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(register, ["first@example.com", "second@example.com"])
    print(*sorted(answers), sep="\n")
    engine.dispose()
