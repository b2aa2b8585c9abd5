from fastapi.testclient import TestClient

from chapters.ch05_testing.main import app

client = TestClient(app)


def test_that_compares_nothing() -> None:
    client.get("/no-such-page")


def test_that_compares_with_nothing() -> None:
    response = client.get("/no-such-page")

    assert response.status_code


def test_that_compares_only_if() -> None:
    response = client.get("/no-such-page")

    if response.status_code == 200:
        assert response.json()["total"] == 2
