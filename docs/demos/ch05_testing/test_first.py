from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from chapters.ch05_testing.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


def test_a_created_user_is_answered(client: TestClient) -> None:
    user = {"username": "alpha", "email": "alpha@example.com"}

    response = client.post("/users", json=user)

    assert response.status_code == 201
    assert response.json()["username"] == "alpha"
