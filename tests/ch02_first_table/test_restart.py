from tests.server import Server

ALPHA = {"username": "alpha", "email": "alpha@example.com"}


def test_a_user_survives_a_restart(server: Server) -> None:
    with server.client() as client:
        alpha = client.post("/users", json=ALPHA).json()
    server.restart()

    with server.client() as client:
        response = client.get("/users")

    assert response.status_code == 200
    assert response.json() == [alpha]
