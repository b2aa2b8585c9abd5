import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import User

ALPHA = ("alpha", "alpha@example.com", 30)
BETA = ("beta", "beta@example.com", None)
USERS = select(User.username, User.email, User.age).order_by(User.id)


@pytest.fixture(autouse=True)
def alpha_and_beta(session: Session) -> None:
    session.add(User(id=7, username="alpha", email="alpha@example.com", age=30))
    session.add(User(id=8, username="beta", email="beta@example.com"))
    session.commit()


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"username": "beta"}, "Username is already taken"),
        ({"email": "beta@example.com"}, "Email is already taken"),
        ({"username": "gamma", "email": "beta@example.com"}, "Email is already taken"),
        ({"username": "alpha", "email": "beta@example.com"}, "Email is already taken"),
    ],
)
def test_what_another_user_has_is_refused_and_nothing_changes(
    client: TestClient, session: Session, body: dict[str, str], detail: str
) -> None:
    response = client.patch("/users/7", json=body)

    assert response.status_code == 409
    assert response.json() == {"detail": detail}

    assert session.execute(USERS).all() == [ALPHA, BETA]
