import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from .errors import UserNotFoundError
from .models import User
from .operations import commit

pytestmark = pytest.mark.usefixtures("as_admin")
BETA = {"username": "beta", "email": "beta@example.com", "password": "Passw0rd"}
USERS = select(User.username, User.age).order_by(User.username)


@pytest.fixture(autouse=True)
def alpha(session: Session) -> None:
    session.add(User(id=7, username="alpha", email="alpha@example.com", age=30))
    session.commit()


def test_a_created_user_is_a_row(client: TestClient, session: Session) -> None:
    response = client.post("/users", json=BETA)

    assert response.status_code == 201
    assert response.headers["Location"] == f"/users/{response.json()['id']}"

    assert session.execute(USERS).all() == [("alpha", 30), ("beta", None)]


def test_a_user_is_read(client: TestClient) -> None:
    response = client.get("/users/7")

    assert response.status_code == 200
    assert response.json()["username"] == "alpha"


def test_only_what_is_sent_changes(client: TestClient, session: Session) -> None:
    response = client.patch("/users/7", json={"age": None})

    assert response.status_code == 200
    assert response.json()["age"] is None

    assert session.execute(USERS).all() == [("alpha", None)]


def test_a_deleted_user_is_gone(client: TestClient, session: Session) -> None:
    response = client.delete("/users/7")

    assert response.status_code == 204

    assert session.execute(USERS).all() == []


@pytest.mark.parametrize(
    ("request_line", "body", "status"),
    [
        ("POST /users", BETA | {"username": "alpha"}, 409),
        ("POST /users", BETA | {"email": "alpha@example.com"}, 409),
        ("POST /users", BETA | {"username": "a b"}, 422),
        ("PATCH /users/8", {}, 404),
        ("DELETE /users/8", None, 404),
        ("GET /users/8", None, 404),
        ("GET /users/0", None, 422),
        ("GET /users?page=0", None, 422),
    ],
)
def test_a_refused_request_changes_nothing(
    client: TestClient, session: Session, request_line: str, body: object, status: int
) -> None:
    response = client.request(*request_line.split(), json=body)

    assert response.status_code == status

    assert session.execute(USERS).all() == [("alpha", 30)]


@pytest.mark.parametrize(
    ("query", "total"), [("page=2&page_size=1", 2), ("is_active=false", 1)]
)
def test_a_page_holds_its_users_and_the_total(
    client: TestClient, session: Session, query: str, total: int
) -> None:
    session.add(User(username="beta", email="beta@example.com", is_active=False))
    session.commit()

    response = client.get(f"/users?{query}")

    assert response.status_code == 200
    assert [user["username"] for user in response.json()["items"]] == ["beta"]
    assert response.json()["total"] == total


def test_a_row_deleted_meanwhile_is_not_found(session: Session) -> None:
    user = session.get_one(User, 7)
    session.execute(text("DELETE FROM users"))
    user.age = 31

    with pytest.raises(UserNotFoundError):
        commit(session, {})


def test_any_other_broken_rule_stays_an_error(session: Session) -> None:
    session.add(User(username="GAMMA", email="gamma@example.com"))

    with pytest.raises(IntegrityError, match="username_lower"):
        commit(session, {})


def test_creating_sends_two_statements(client: TestClient, queries: list[str]) -> None:
    client.post("/users", json=BETA)

    assert [query.split()[0] for query in queries] == ["INSERT", "SELECT"]


def test_a_list_is_ordered_and_counted(client: TestClient, queries: list[str]) -> None:
    client.get("/users")

    page, _total = queries
    assert "ORDER BY users.id" in page
