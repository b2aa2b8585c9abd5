"""The exercise `wishes`: each user keeps a list of wishes."""

from tests.helpers import Client

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
BETA = {"username": "beta", "email": "beta@example.com"}
NO_USER = 1_000_000


def create_user(client: Client, user: dict[str, str]) -> int:
    response = client.post("/users", json=user)
    assert response.status_code == 201, response.text
    user_id: int = response.json()["id"]
    return user_id


def create_wish(client: Client, user_id: int, product: str) -> dict[str, object]:
    response = client.post(f"/users/{user_id}/wishes", json={"product": product})
    assert response.status_code == 201, response.text
    wish: dict[str, object] = response.json()
    return wish


def list_wishes(client: Client, user_id: int) -> list[dict[str, object]]:
    response = client.get(f"/users/{user_id}/wishes")
    assert response.status_code == 200, response.text
    wishes: list[dict[str, object]] = response.json()
    return wishes


def test_a_wish_comes_back_with_its_id_and_its_user(client: Client) -> None:
    alpha = create_user(client, ALPHA)

    wish = create_wish(client, alpha, "teapot")

    assert wish == {"id": wish.get("id"), "user_id": alpha, "product": "teapot"}
    assert isinstance(wish["id"], int)


def test_a_new_user_has_no_wishes(client: Client) -> None:
    alpha = create_user(client, ALPHA)

    assert list_wishes(client, alpha) == []


def test_wishes_are_listed_in_the_order_of_their_arrival(client: Client) -> None:
    alpha = create_user(client, ALPHA)
    teapot = create_wish(client, alpha, "teapot")
    cup = create_wish(client, alpha, "cup")

    assert list_wishes(client, alpha) == [teapot, cup]


def test_a_list_holds_no_wish_of_another_user(client: Client) -> None:
    alpha, beta = create_user(client, ALPHA), create_user(client, BETA)
    create_wish(client, alpha, "teapot")
    cup = create_wish(client, beta, "cup")

    assert list_wishes(client, beta) == [cup]


def test_no_two_wishes_have_the_same_id(client: Client) -> None:
    alpha, beta = create_user(client, ALPHA), create_user(client, BETA)

    wishes = [create_wish(client, user, "teapot") for user in (alpha, beta, alpha)]

    assert len({wish["id"] for wish in wishes}) == 3


def test_a_wish_of_an_unknown_user_is_404(client: Client) -> None:
    response = client.post(f"/users/{NO_USER}/wishes", json={"product": "teapot"})

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_the_wishes_of_an_unknown_user_are_404(client: Client) -> None:
    response = client.get(f"/users/{NO_USER}/wishes")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_a_wish_without_a_product_is_422_and_not_kept(client: Client) -> None:
    alpha = create_user(client, ALPHA)

    response = client.post(f"/users/{alpha}/wishes", json={"amount": 2})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["body", "product"]
    ]

    assert list_wishes(client, alpha) == []
