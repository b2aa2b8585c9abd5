from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from jose import jwt
from pydantic import SecretStr
from sqlalchemy.orm import Session

from .config import settings
from .models import User
from .security import hash_password

KEY = settings.secret_key.get_secret_value()
BETA = {"username": "beta", "password": "Passw0rd"}


@pytest.fixture
def beta(session: Session) -> User:
    user = User(id=7, username="beta", email="beta@example.com")
    user.hashed_password = hash_password(SecretStr("Passw0rd"))
    session.add(user)
    session.commit()
    return user


@pytest.fixture
def token(client: TestClient, beta: User) -> str:  # noqa: ARG001 - whose it is
    token: str = client.post("/token", data=BETA).json()["access_token"]
    return token


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_says_who_calls(client: TestClient, token: str) -> None:
    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 200
    assert response.json()["username"] == "beta"


@pytest.mark.usefixtures("beta")
@pytest.mark.parametrize("change", [{"password": "passw0rd"}, {"username": "gamma"}])
def test_wrong_credentials_get_no_token(
    client: TestClient, change: dict[str, str]
) -> None:
    response = client.post("/token", data=BETA | change)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.usefixtures("beta")
@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, "another key of more than 32 bytes"),
        ({"exp": datetime(2020, 1, 1, tzinfo=UTC)}, KEY),
        ({"exp": None}, KEY),
        ({"sub": "8"}, KEY),
        ({"ver": 0}, KEY),
    ],
)
def test_a_token_that_does_not_hold_is_refused(
    client: TestClient, token: str, change: dict[str, object], key: str
) -> None:
    claims = jwt.get_unverified_claims(token) | change
    kept = {name: value for name, value in claims.items() if value is not None}

    response = client.get("/users/me", headers=bearer(jwt.encode(kept, key)))

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_new_password_ends_the_token(client: TestClient, token: str) -> None:
    change = {"current_password": "Passw0rd", "new_password": "Passw0rd2"}
    client.put("/users/7/password", json=change, headers=bearer(token))

    response = client.get("/users/me", headers=bearer(token))

    assert response.status_code == 401
