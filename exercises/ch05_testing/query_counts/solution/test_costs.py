import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from .models import User


@pytest.fixture(autouse=True)
def three_users(session: Session) -> None:
    for number in (7, 8, 9):
        name = f"user_{number}"
        session.add(User(id=number, username=name, email=f"{name}@example.com"))
    session.commit()


@pytest.mark.parametrize(
    ("request_line", "body", "statements"),
    [
        ("GET /users/7", None, ["SELECT"]),
        ("PATCH /users/7", {"age": 31}, ["SELECT", "UPDATE", "SELECT"]),
        ("PATCH /users/7", {}, ["SELECT", "SELECT"]),
        ("DELETE /users/7", None, ["SELECT", "DELETE"]),
    ],
)
def test_a_request_sends_no_more_than_it_must(
    client: TestClient,
    queries: list[str],
    request_line: str,
    body: object,
    statements: list[str],
) -> None:
    response = client.request(*request_line.split(), json=body)

    assert response.status_code in (200, 204)
    assert [query.split()[0] for query in queries] == statements


def test_the_database_cuts_out_the_page(client: TestClient, queries: list[str]) -> None:
    client.get("/users?page_size=2")

    page, _total = queries
    assert "LIMIT" in page
