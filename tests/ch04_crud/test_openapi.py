"""The API's own description says what each operation can answer."""

import pytest

from tests.helpers import Client


@pytest.mark.until("ch10")  # permissions add answers to each of them
@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("get", "/users", {"200", "422"}),
        ("post", "/users", {"201", "400", "409", "422"}),
        ("get", "/users/{user_id}", {"200", "404", "422"}),
        ("patch", "/users/{user_id}", {"200", "400", "404", "409", "422"}),
        ("delete", "/users/{user_id}", {"204", "404", "422"}),
    ],
)
def test_every_status_is_described(
    client: Client, method: str, path: str, statuses: set[str]
) -> None:
    response = client.get("/openapi.json")

    assert set(response.json()["paths"][path][method]["responses"]) == statuses


@pytest.mark.parametrize("line", ["POST /users", "PATCH /users/1"])
def test_a_body_that_is_no_text_is_400(client: Client, line: str) -> None:
    headers = {"Content-Type": "application/json"}

    response = client.request(*line.split(), content=b'"\xff"', headers=headers)

    assert response.status_code == 400
    assert response.json() == {"detail": "There was an error parsing the body"}


def test_null_is_offered_where_it_makes_sense_only(client: Client) -> None:
    document = client.get("/openapi.json").json()

    fields = document["components"]["schemas"]["UserUpdate"]["properties"]
    nullable = {name for name, field in fields.items() if "anyOf" in field}
    assert nullable == {"age"}
