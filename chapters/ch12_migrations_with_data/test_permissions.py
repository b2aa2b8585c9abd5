import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from .models import User
from .security import create_token

OWN, OTHER, UNKNOWN = "/users/2", "/users/3", "/users/9"


@pytest.fixture(autouse=True)
def users(session: Session) -> dict[str, User]:
    rows = [
        User(id=1, username="alpha", email="alpha@example.com", is_admin=True),
        User(id=2, username="beta", email="beta@example.com"),
        User(id=3, username="gamma", email="gamma@example.com"),
    ]
    session.add_all(rows)
    session.commit()
    return {user.username: user for user in rows}


@pytest.fixture
def tokens(users: dict[str, User]) -> dict[str, str]:
    return {name: f"Bearer {create_token(user)}" for name, user in users.items()}


@pytest.mark.parametrize(
    ("request_line", "body", "nobody", "beta", "alpha"),
    [
        ("GET /users/me", None, 401, 200, 200),
        ("GET /users", None, 401, 403, 200),
        ("POST /users", {}, 401, 403, 422),
        (f"GET {OWN}", None, 401, 200, 200),
        (f"GET {OTHER}", None, 401, 403, 200),
        (f"GET {UNKNOWN}", None, 401, 403, 404),
        (f"PATCH {OWN}", {"age": 31, "is_admin": False}, 401, 200, 200),
        (f"PATCH {OWN}", {"is_admin": True}, 401, 403, 200),
        (f"PATCH {OTHER}", {"age": 31}, 401, 403, 200),
        (f"DELETE {OWN}", None, 401, 204, 404),
        (f"DELETE {OTHER}", None, 401, 403, 204),
        (f"GET {OTHER}/preferences", None, 401, 403, 200),
        ("GET /reports/signups", None, 401, 403, 200),
    ],
)
def test_who_may_do_what(
    client: TestClient,
    tokens: dict[str, str],
    request_line: str,
    body: object,
    nobody: int,
    beta: int,
    alpha: int,
) -> None:
    callers = {"nobody": nobody, "beta": beta, "alpha": alpha}
    for caller, status in callers.items():
        headers = {"Authorization": tokens[caller]} if caller in tokens else {}

        response = client.request(*request_line.split(), json=body, headers=headers)

        assert (caller, response.status_code) == (caller, status)


@pytest.mark.parametrize(
    ("method", "body"),
    [("DELETE", None), ("PATCH", {"is_admin": False}), ("PATCH", {"is_active": False})],
)
def test_the_last_admin_stays(
    client: TestClient, tokens: dict[str, str], method: str, body: object
) -> None:
    headers = {"Authorization": tokens["alpha"]}

    response = client.request(method, "/users/1", json=body, headers=headers)

    assert response.status_code == 409
    assert client.get("/users/me", headers=headers).json()["is_admin"] is True
