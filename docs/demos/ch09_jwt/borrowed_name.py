from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from chapters.ch09_jwt.database import SessionFactory
from chapters.ch09_jwt.main import app
from chapters.ch09_jwt.models import Base

client = TestClient(app)


def register(name: str) -> None:
    user = {"username": name, "email": f"{name}@example.com", "password": "Passw0rd"}
    client.post("/users", json=user)


def rename(user_id: int, name: str) -> None:
    client.patch(f"/users/{user_id}", json={"username": name})


with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/names.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    register("mallory")
    rename(1, "boss")
    form = {"username": "boss", "password": "Passw0rd"}
    token = client.post("/token", data=form).json()["access_token"]
    rename(1, "mallory")
    register("boss")

    users = client.get("/users").json()["items"]
    by_name = next(user for user in users if user["username"] == "boss")
    print("sub is the name, boss: user", by_name["id"], by_name["username"])
    headers = {"Authorization": f"Bearer {token}"}
    me = client.get("/users/me", headers=headers).json()
    print("sub is the id, 1:      user", me["id"], me["username"])
    engine.dispose()
