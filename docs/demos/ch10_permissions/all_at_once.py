from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryDirectory
from threading import Barrier

from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from chapters.ch10_permissions import tokens
from chapters.ch10_permissions.database import SessionFactory
from chapters.ch10_permissions.errors import (
    TooManyAttemptsError,
    WrongCredentialsError,
)
from chapters.ch10_permissions.main import app
from chapters.ch10_permissions.models import Base
from chapters.ch10_permissions.throttling import throttle

failures: list[str] = []
all_have_asked = Barrier(8, timeout=10)
client = TestClient(app)


@contextmanager
def count_afterwards(_session: object, username: str, _: str) -> Iterator[None]:
    if len(failures) >= 5:
        raise TooManyAttemptsError(timedelta(minutes=15))
    all_have_asked.wait()
    try:
        yield
    except WrongCredentialsError:
        failures.append(username)
        raise


def guess(number: int) -> int:
    form = {"username": "alpha", "password": f"Secret{number}"}
    return client.post("/token", data=form).status_code


with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/at_once.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    for counting in (count_afterwards, throttle):
        vars(tokens)["throttle"] = counting
        with ThreadPoolExecutor(8) as pool:
            statuses = Counter(pool.map(guess, range(8)))
        print(f"{counting.__name__}: {statuses[401]} of 8 guesses were tried")
    engine.dispose()
