"""The exercise `import_users`: what is new is stored, what is known is left alone."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, text

from tests.application import Application
from tests.helpers import Client, Sql, insert_users, locations

ROWS = "SELECT username, email, age FROM users ORDER BY username"


def user(name: str, **more: object) -> dict[str, object]:
    return {"username": name, "email": f"{name}@example.com", "age": None, **more}


def several(*users: dict[str, object]) -> dict[str, object]:
    return {"users": users}


def test_new_users_are_stored(client: Client, sql: Sql) -> None:
    body = several(user("beta", age=30), user("alpha"))

    response = client.post("/users/import", json=body)

    assert response.status_code == 200, response.text
    assert response.json() == {"new": 2, "skipped": 0}

    assert sql(ROWS) == [user("alpha"), user("beta", age=30)]


@pytest.mark.parametrize(
    "entry",
    [
        user("beta", age=99),
        user("BETA", email="new@example.com"),
        user("newcomer", email="beta@example.com"),
        user("newcomer", email="Beta@Example.com"),
    ],
    ids=["both", "name", "address", "case"],
)
def test_who_is_known_is_skipped_and_stays_as_she_was(
    client: Client, sql: Sql, entry: dict[str, object]
) -> None:
    insert_users(sql, "beta")

    response = client.post(
        "/users/import", json=several(user("alpha"), entry, user("gamma"))
    )

    assert response.status_code == 200, response.text
    assert response.json() == {"new": 2, "skipped": 1}

    assert sql(ROWS) == [user("alpha"), user("beta"), user("gamma")]


def test_of_two_entries_with_one_name_the_first_is_stored(
    client: Client, sql: Sql
) -> None:
    body = several(
        user("alpha", age=30), user("beta"), user("alpha", email="other@example.com")
    )

    response = client.post("/users/import", json=body)

    assert response.status_code == 200, response.text
    assert response.json() == {"new": 2, "skipped": 1}

    assert sql(ROWS) == [user("alpha", age=30), user("beta")]


def test_the_same_list_again_changes_nothing(client: Client, sql: Sql) -> None:
    body = several(*(user(f"user_{number:04}") for number in range(1000)))
    client.post("/users/import", json=body)
    before = sql("SELECT * FROM users ORDER BY id")

    response = client.post("/users/import", json=body)

    assert response.status_code == 200, response.text
    assert response.json() == {"new": 0, "skipped": 1000}

    assert len(before) == 1000
    assert sql("SELECT * FROM users ORDER BY id") == before


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (several(user("alpha"), user("beta", age=0)), ["body", "users", 1, "age"]),
        (several(user("alpha", is_admin=True)), ["body", "users", 0, "is_admin"]),
        (several(), ["body", "users"]),
        (several(*(user(f"user_{n}") for n in range(1001))), ["body", "users"]),
        (several(user("alpha")) | {"quiet": True}, ["body", "quiet"]),
    ],
    ids=["age", "is_admin", "none", "1001", "unknown"],
)
def test_a_list_that_breaks_a_rule_is_422(
    client: Client, sql: Sql, body: dict[str, object], where: list[str | int]
) -> None:
    response = client.post("/users/import", json=body)

    assert response.status_code == 422, response.text
    assert locations(response) == [where]

    assert sql(ROWS) == []


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
def test_a_name_taken_at_the_same_moment_is_skipped(client: Client, sql: Sql) -> None:
    response = client.post("/users/import", json=several(user("alpha"), user("beta")))

    assert response.status_code == 200, response.text
    assert response.json() == {"new": 1, "skipped": 1}

    assert sql(ROWS) == [user("alpha"), user("beta", email="rival@example.com")]
