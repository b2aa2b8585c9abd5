"""The API's own description says what each operation can answer, and to whom."""

import pytest

from tests.helpers import Client

LOG_IN = {"200", "400", "401", "422", "429"}
ME = {"200", "401"}
ALL = {"200", "401", "403"}
ONE = {"200", "401", "403", "404", "422"}

STATUSES = {
    "POST /token": LOG_IN,
    "GET /users/me": ME,
    "GET /users": ALL | {"422"},
    "POST /users": {"201", "400", "401", "403", "409", "422"},
    "GET /users/{user_id}": ONE,
    "PATCH /users/{user_id}": ONE | {"400", "409"},
    "DELETE /users/{user_id}": (ONE | {"204", "409"}) - {"200"},
    "PUT /users/{user_id}/password": (ONE | {"204", "400", "429"}) - {"200"},
    "GET /users/{user_id}/preferences": ONE,
    "PATCH /users/{user_id}/preferences": ONE | {"400", "409"},
    "GET /reports/signups": ALL,
}


def test_every_status_is_described(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    described = {
        f"{method.upper()} {path}": set(operation["responses"])
        for path, operations in paths.items()
        for method, operation in operations.items()
    }
    assert described == STATUSES


def test_every_operation_but_the_login_wants_a_token(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    open_ = [
        f"{method.upper()} {path}"
        for path, operations in paths.items()
        for method, operation in operations.items()
        if operation.get("security") != [{"OAuth2PasswordBearer": []}]
    ]
    assert open_ == ["POST /token"]


@pytest.mark.parametrize("field", ["is_admin", "is_active"])
def test_a_right_is_a_field_of_a_change_only(client: Client, field: str) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    assert field in schemas["UserUpdate"]["properties"]
    assert field not in schemas["UserCreate"]["properties"]
