from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from passlib.context import CryptContext
from sqlalchemy import create_engine

from chapters.ch08_passwords.database import SessionFactory
from chapters.ch08_passwords.main import app
from chapters.ch08_passwords.models import Base, User

weak = CryptContext(
    schemes=["argon2"],
    argon2__memory_cost=8 * 1024,
    argon2__time_cost=1,
    argon2__parallelism=1,
)
CREDENTIALS = {"username": "alpha", "password": "Winter2026"}


def hash_of_alpha() -> str:
    with SessionFactory() as session:
        return str(session.get_one(User, 1).hashed_password)


with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/old.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    hashed = weak.hash("Winter2026")
    with SessionFactory.begin() as session:
        session.add(User(username="alpha", email="a@b.example", hashed_password=hashed))
    client = TestClient(app)
    for _ in range(2):
        before = hash_of_alpha().split("$")[3]
        status = client.post("/login", json=CREDENTIALS).status_code
        print(before, "login:", status, hash_of_alpha().split("$")[3])
    engine.dispose()
