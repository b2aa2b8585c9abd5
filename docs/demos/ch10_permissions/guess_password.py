from itertools import product
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import create_engine

from chapters.ch10_permissions.database import SessionFactory
from chapters.ch10_permissions.main import app
from chapters.ch10_permissions.models import Base, User
from chapters.ch10_permissions.security import hash_password

GUESSES = map("".join, product(["Summer", "Winter", "Secret"], ["1!", "123", "2026"]))

with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/guess.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    with SessionFactory() as session:
        alpha = User(username="alpha", email="alpha@example.com")
        alpha.hashed_password = hash_password(SecretStr("Secret123"))
        session.add(alpha)
        session.commit()

    client = TestClient(app)
    for guess in GUESSES:
        response = client.post("/token", data={"username": "alpha", "password": guess})
        print(response.status_code, guess, *response.headers.get_list("Retry-After"))
        if response.status_code != 401:
            break
    engine.dispose()
