"""Every kind of caller asks for an address, and no operation is left out."""

import pytest

from tests.ch09_jwt.signing import bearer, log_in
from tests.ch10_permissions.people import BROKEN, UNKNOWN_ID, insert_person
from tests.ch10_permissions.who_may import COLUMNS, RIGHTS, Right
from tests.helpers import Client, Sql

from .rights import ADDRESS, NEW_RIGHTS

DETAILS = {401: "Not authenticated", 403: "Not allowed", 404: "User not found"}

CELLS = [
    pytest.param(right, column, id=f"{right.operation}, {column}")
    for right in NEW_RIGHTS
    for column in COLUMNS
]


@pytest.fixture
def ids(client: Client, sql: Sql) -> dict[str, int]:
    """Make the people of the table, with an address for `beta` and `gamma`."""
    ids = {name: insert_person(sql, name) for name in ("beta", "gamma")}
    for name in ("alpha", "delta"):
        ids[name] = insert_person(sql, name, is_admin=True)
    own = bearer(log_in(client, "alpha"))
    for name in ("beta", "gamma"):
        path = f"/users/{ids[name]}/address"
        assert client.put(path, json=ADDRESS, headers=own).status_code == 200
    return ids | {"unknown": UNKNOWN_ID}


def headers_for(client: Client, sql: Sql, caller: str) -> dict[str, str]:
    if caller in ("", "broken"):
        return BROKEN if caller else {}
    headers = bearer(log_in(client, caller))
    sql("UPDATE users SET is_active = false WHERE username = 'delta'")
    return headers


@pytest.mark.parametrize(("right", "column"), CELLS)
def test_who_may_do_what(
    client: Client, sql: Sql, ids: dict[str, int], right: Right, column: str
) -> None:
    caller, target = COLUMNS[column]
    headers = headers_for(client, sql, caller)
    method, path = right.operation.format(user_id=ids[target]).split()

    response = client.request(method, path, json=right.body, headers=headers)

    status = right.cells[column]
    assert response.status_code == status
    if status in DETAILS:
        assert response.json() == {"detail": DETAILS[status]}


def test_every_operation_stands_in_the_table(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    operations = {
        f"{method.upper()} {path}" for path in paths for method in paths[path]
    }
    assert {right.operation for right in [*RIGHTS, *NEW_RIGHTS]} == operations
