"""What several chapters' tests say in the same words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx2
from sqlalchemy import Connection, Engine, event

Row = dict[str, object]
Sql = Callable[..., list[Row]]
Client = httpx2.Client


def locations(response: httpx2.Response) -> list[list[str | int]]:
    """Return where each entry of a 422 body points, such as `["body", "email"]`."""
    return [entry["loc"] for entry in response.json()["detail"]]


def insert_users(sql: Sql, *names: str) -> None:
    """Insert a row for each name, past the API."""
    for name in names:
        sql(
            "INSERT INTO users (username, email) VALUES (:name, :email)",
            name=name,
            email=f"{name}@example.com",
        )


# The hash of "Passw0rd" under the parameters of the tests, so that it need not be made.
HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$9N47Z4wxxnhPiVGqdW6tVQ"
    "$DZdXdMvJtlKO1OaXJ8GU0FLn7q09WGWgCCb3IDttR+o"
)
# The same, under other parameters.
OUT_OF_DATE = (
    "$argon2id$v=19$m=16,t=2,p=1$YSBzYWx0IG9mIHNpeHRlZQ"
    "$0S7kG12ick6pnlw1L+lrCB7p5CUONITE9asOpO5VYDg"
)


def insert_user_with_password(sql: Sql, name: str, user_id: int) -> None:
    """Insert a user whose password is "Passw0rd", past the API."""
    sql(
        "INSERT INTO users (id, username, email, hashed_password)"
        " VALUES (:id, :name, :email, :hash)",
        id=user_id,
        name=name,
        email=f"{name}@example.com",
        hash=HASH,
    )


@contextmanager
def just_before(
    bind: Engine | Connection, beginning: str, do: Callable[[str], object]
) -> Iterator[None]:
    """Do something just before the application sends a statement, once."""
    done: list[str] = []

    def act(_c: object, _cur: object, statement: str, *_: object) -> None:
        if statement.startswith(beginning) and not done:
            done.append(statement)
            do(statement)

    event.listen(bind.engine, "before_cursor_execute", act)
    yield
    event.remove(bind.engine, "before_cursor_execute", act)
    assert done
