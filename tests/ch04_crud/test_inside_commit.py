"""What a commit can meet that no request causes alone; needs a look inside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.application import Application
from tests.helpers import Client, Sql, insert_users

ALPHA = {"username": "alpha", "email": "alpha@example.com"}


@pytest.mark.commits
def test_a_user_deleted_before_the_change_is_written_is_404(
    application: Application, client: Client, sql: Sql
) -> None:
    sql("INSERT INTO users (id, username, email) VALUES (7, 'alpha', 'a@example.com')")

    def delete_first(session: Session, *_: object) -> None:
        if session.dirty:
            client.delete("/users/7")

    with before_flush(application, delete_first):
        response = client.patch("/users/7", json={"age": 31})

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}

    assert sql("SELECT * FROM users") == []


def test_another_error_than_a_taken_name_is_not_hidden(
    application: Application, client: Client, sql: Sql
) -> None:
    insert_users(sql, "aaron", "zoe")

    def forget_the_name(session: Session, *_: object) -> None:
        for user in session.new:
            user.username = None

    with (
        before_flush(application, forget_the_name),
        pytest.raises(IntegrityError, match="(?i)null"),
    ):
        client.post("/users", json=ALPHA)

    assert sql("SELECT count(*) AS users FROM users") == [{"users": 2}]


@contextmanager
def before_flush(application: Application, act: Callable[..., None]) -> Iterator[None]:
    """Let `act` run whenever a session is about to send its changes."""
    assert application.database is not None
    event.listen(application.database.SessionFactory, "before_flush", act)
    try:
        yield
    finally:
        event.remove(application.database.SessionFactory, "before_flush", act)
