"""Every operation and every kind of caller: each cell of one table is a test."""

import httpx2
import pytest

from tests.helpers import Client, Row, Sql

from .people import BROKEN, UNKNOWN_ID, headers_of, insert_person
from .who_may import COLUMNS, RIGHTS, Right

DETAILS = {401: "Not authenticated", 403: "Not allowed", 404: "User not found"}
USERS = (
    "SELECT username, email, age, is_active, is_admin, hashed_password, token_version,"
    " preferences FROM users ORDER BY id"
)

CELLS = [
    pytest.param(right, column, id=f"{right.operation}: {right.title}, {column}")
    for right in RIGHTS
    for column in COLUMNS
]


@pytest.fixture
def ids(sql: Sql) -> dict[str, int]:
    """Make the people of the table; return their ids by name."""
    ids = {name: insert_person(sql, name) for name in ("beta", "gamma")}
    for name in ("alpha", "delta"):
        ids[name] = insert_person(sql, name, is_admin=True)
    return ids | {"unknown": UNKNOWN_ID}


def rows(sql: Sql) -> list[Row]:
    return sql(USERS)


def headers(client: Client, sql: Sql, caller: str) -> dict[str, str]:
    if caller == "":
        return {}
    if caller == "broken":
        return BROKEN
    headers = headers_of(client, caller)
    sql("UPDATE users SET is_active = false WHERE username = 'delta'")
    return headers


def send(
    client: Client, right: Right, user_id: int, headers: dict[str, str]
) -> httpx2.Response:
    method, path = right.operation.format(user_id=user_id).split()
    return client.request(
        method, path, json=right.body, data=right.form, headers=headers
    )


@pytest.mark.parametrize(("right", "column"), CELLS)
def test_who_may_do_what(
    client: Client, sql: Sql, ids: dict[str, int], right: Right, column: str
) -> None:
    caller, target = COLUMNS[column]
    sent = headers(client, sql, caller)
    before = rows(sql)

    response = send(client, right, ids[target], sent)

    status = right.cells[column]
    assert response.status_code == status
    if status in DETAILS:
        assert response.json() == {"detail": DETAILS[status]}
        assert rows(sql) == before
    assert ("WWW-Authenticate" in response.headers) == (status == 401)


@pytest.mark.until("ch11")  # which has more of them, in a table of its own
def test_every_operation_stands_in_the_table(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    operations = {
        f"{method.upper()} {path}" for path in paths for method in paths[path]
    }
    assert {right.operation for right in RIGHTS} == operations


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_the_description_is_for_everybody(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200


@pytest.mark.parametrize("body", [{}, {"age": 0}, [], None])
@pytest.mark.parametrize("path", ["/users", "/users/{gamma}"])
def test_a_bad_request_is_refused_for_its_caller_first(
    client: Client, ids: dict[str, int], path: str, body: object
) -> None:
    method = "POST" if path == "/users" else "PATCH"
    sent = headers_of(client, "beta")

    responses = [
        client.request(method, path.format(**ids), json=body, headers=headers)
        for headers in ({}, BROKEN, sent)
    ]

    assert [response.status_code for response in responses] == [401, 401, 403]
