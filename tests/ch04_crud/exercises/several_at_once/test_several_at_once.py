"""The exercise `several_at_once`: all of the users, or none."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, text

from tests.application import Application
from tests.helpers import Client, Sql, insert_users, locations

NAMES = "SELECT username FROM users ORDER BY id"


def user(name: str, **more: object) -> dict[str, object]:
    return {"username": name, "email": f"{name}@example.com", **more}


def several(*users: dict[str, object]) -> dict[str, object]:
    return {"users": users}


def test_all_users_are_created_in_order(client: Client, sql: Sql) -> None:
    body = several(user("gamma", age=30), user("alpha"), user("beta"))

    response = client.post("/users/several", json=body)

    assert response.status_code == 201, response.text
    names = [created["username"] for created in response.json()]
    assert names == ["gamma", "alpha", "beta"]

    rows = sql("SELECT username, email, age FROM users ORDER BY id")
    assert rows == [
        user("gamma", age=30),
        user("alpha", age=None),
        user("beta", age=None),
    ]


def test_the_answer_shows_users_as_ever(client: Client) -> None:
    response = client.post("/users/several", json=several(user("alpha")))

    assert response.status_code == 201, response.text
    (created,) = response.json()
    assert created == client.get(f"/users/{created['id']}").json()


@pytest.mark.parametrize("number", [1, 100])
def test_1_to_100_users_are_accepted(client: Client, sql: Sql, number: int) -> None:
    users = [user(f"user_{place}") for place in range(number)]

    response = client.post("/users/several", json=several(*users))

    assert response.status_code == 201, response.text
    assert len(sql(NAMES)) == number


@pytest.mark.parametrize(
    ("entry", "detail"),
    [
        (user("beta", email="new@example.com"), "Username is already taken"),
        (user("BETA", email="new@example.com"), "Username is already taken"),
        (user("new", email="beta@example.com"), "Email is already taken"),
        (user("new", email="Beta@Example.com"), "Email is already taken"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_that_is_taken_refuses_all(
    client: Client, sql: Sql, place: int, entry: dict[str, object], detail: str
) -> None:
    insert_users(sql, "beta")
    users = [user("alpha"), user("gamma")]
    users.insert(place, entry)

    response = client.post("/users/several", json=several(*users))

    assert response.status_code == 409, response.text
    assert response.json() == {"detail": detail}

    assert sql(NAMES) == [{"username": "beta"}]


@pytest.mark.parametrize(
    ("entry", "detail"),
    [
        (user("alpha", email="new@example.com"), "Username is already taken"),
        (user("ALPHA", email="new@example.com"), "Username is already taken"),
        (user("new", email="alpha@example.com"), "Email is already taken"),
        (user("new", email="Alpha@Example.com"), "Email is already taken"),
    ],
)
def test_two_entries_in_each_others_way_refuse_all(
    client: Client, sql: Sql, entry: dict[str, object], detail: str
) -> None:
    body = several(user("alpha"), user("beta"), entry)

    response = client.post("/users/several", json=body)

    assert response.status_code == 409, response.text
    assert response.json() == {"detail": detail}

    assert sql(NAMES) == []


def test_a_conflict_does_not_spoil_the_next_request(client: Client, sql: Sql) -> None:
    insert_users(sql, "beta")
    client.post("/users/several", json=several(user("alpha"), user("beta")))

    response = client.post("/users/several", json=several(user("alpha")))

    assert response.status_code == 201, response.text


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (several(user("alpha"), user("beta", age=0)), ["body", "users", 1, "age"]),
        (several(user("alpha", is_admin=True)), ["body", "users", 0, "is_admin"]),
        (several(user("ab"), user("beta")), ["body", "users", 0, "username"]),
        (several(), ["body", "users"]),
        (several(*(user(f"user_{place}") for place in range(101))), ["body", "users"]),
        (several(user("alpha")) | {"quiet": True}, ["body", "quiet"]),
    ],
    ids=["age", "is_admin", "name", "none", "101", "unknown"],
)
def test_a_list_that_breaks_a_rule_is_422(
    client: Client, sql: Sql, body: dict[str, object], where: list[str | int]
) -> None:
    response = client.post("/users/several", json=body)

    assert response.status_code == 422, response.text
    assert locations(response) == [where]

    assert sql(NAMES) == []


@pytest.fixture
def rival(bind: Engine, application: Application) -> Iterator[None]:  # noqa: ARG001
    """Let another connection take the name beta when the request sends its INSERT."""
    waiting = [True]

    def insert_first(_c: object, _cur: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT") and waiting:
            waiting.clear()
            with bind.begin() as connection:
                connection.execute(
                    text(
                        "INSERT INTO users (username, email) "
                        "VALUES ('beta', 'rival@example.com')"
                    )
                )

    event.listen(bind, "before_cursor_execute", insert_first)
    yield
    event.remove(bind, "before_cursor_execute", insert_first)


@pytest.mark.commits
@pytest.mark.usefixtures("rival")
def test_a_name_taken_at_the_same_moment_is_409(client: Client, sql: Sql) -> None:
    body = several(user("alpha"), user("beta"))

    response = client.post("/users/several", json=body)

    assert response.status_code == 409, response.text
    assert response.json() == {"detail": "Username is already taken"}

    assert sql(NAMES) == [{"username": "beta"}]


def test_the_conflict_is_described(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert "/users/several" in list(paths)
    statuses = set(paths["/users/several"]["post"]["responses"])
    assert statuses - {"400"} == {"201", "409", "422"}
