import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from .models import User

pytestmark = pytest.mark.usefixtures("as_admin")

BETA = {"username": "beta", "email": "beta@example.com", "password": "Passw0rd"}


@pytest.fixture
def beta(client: TestClient) -> int:
    user_id: int = client.post("/users", json=BETA).json()["id"]
    return user_id


def test_a_password_is_kept_as_a_hash(session: Session, beta: int) -> None:
    user = session.get_one(User, beta)

    assert user.hashed_password
    assert user.hashed_password.startswith("$argon2id$")
    assert "Passw0rd" not in user.hashed_password


def test_the_new_password_takes_the_place_of_the_old(
    client: TestClient, session: Session, beta: int
) -> None:
    before = session.get_one(User, beta).hashed_password

    response = client.put(f"/users/{beta}/password", json={"new_password": "Passw0rd2"})

    assert response.status_code == 204

    session.expire_all()
    assert session.get_one(User, beta).hashed_password != before


@pytest.mark.parametrize("password", ["Short1", "passw0rd", "PASSW0RD", "Password"])
def test_a_weak_password_is_refused_and_not_echoed(
    client: TestClient, password: str
) -> None:
    response = client.post("/users", json=BETA | {"password": password})

    assert response.status_code == 422
    assert password not in response.text
