from tests.helpers import Client

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
BETA = {"username": "beta", "email": "beta@example.com"}


def test_a_created_user_comes_back_with_an_id(client: Client) -> None:
    response = client.post("/users", json=ALPHA)

    assert response.status_code == 201
    user_id = response.json()["id"]
    assert response.json() == {"id": user_id, **ALPHA}


def test_a_user_is_read_by_its_id(client: Client) -> None:
    client.post("/users", json=ALPHA)
    beta = client.post("/users", json=BETA).json()

    response = client.get(f"/users/{beta['id']}")

    assert response.status_code == 200
    assert response.json() == beta


def test_the_list_holds_the_users_in_the_order_of_their_arrival(
    client: Client,
) -> None:
    alpha = client.post("/users", json=ALPHA).json()
    beta = client.post("/users", json=BETA).json()

    response = client.get("/users")

    assert response.status_code == 200
    assert response.json()[-2:] == [alpha, beta]


def test_the_ids_count_up(client: Client) -> None:
    alpha = client.post("/users", json=ALPHA).json()

    beta = client.post("/users", json=BETA).json()

    assert beta["id"] == alpha["id"] + 1


def test_no_user_has_the_id_0(client: Client) -> None:
    client.post("/users", json=ALPHA)

    response = client.get("/users/0")

    assert response.status_code == 404


def test_an_unknown_id_is_404(client: Client) -> None:
    response = client.get("/users/1000000")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_a_user_without_an_email_is_422(client: Client) -> None:
    response = client.post("/users", json={"username": "alpha"})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [["body", "email"]]


def test_a_refused_user_is_not_in_the_list(client: Client) -> None:
    before = client.get("/users").json()

    client.post("/users", json={"username": "alpha"})

    assert client.get("/users").json() == before
