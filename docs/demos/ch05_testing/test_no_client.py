from fastapi.testclient import TestClient


def test_a_list_is_answered(client: TestClient) -> None:
    assert client.get("/users").status_code == 200
