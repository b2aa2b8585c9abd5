"""The exercise `avatars`: a value for each row, computed in Python, in batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest
from alembic import command
from sqlalchemy import event, text

from tests.application import Application
from tests.helpers import Client, Sql, insert_user_with_password
from tests.migrated import Migrated

from .onlooker import KilledError, Onlooker

USERS, BATCH = 1200, 500
KEYS = "SELECT email, avatar_key FROM users"
MANY = text("INSERT INTO users (username, email) VALUES (:name, :email)")
BETA = "SELECT avatar_key FROM users WHERE username = 'beta'"


@pytest.fixture
def before(shop: Migrated) -> str:
    """Make the schema of the chapter, with many users."""
    revision = shop.climb(has="town", lacks="city")
    names = [f"user{number}" for number in range(USERS)]
    with shop.engine.begin() as connection:
        connection.execute(
            MANY, [{"name": name, "email": f"{name}@example.com"} for name in names]
        )
    return revision


@contextmanager
def watched(shop: Migrated, *, kill: bool = False) -> Iterator[Onlooker]:
    onlooker = Onlooker(shop.engine.url, USERS, kill=kill)
    event.listen(shop.engine, "before_cursor_execute", onlooker.look)
    yield onlooker
    event.remove(shop.engine, "before_cursor_execute", onlooker.look)


def upgrade(shop: Migrated) -> None:
    shop.upgrade()
    assert "avatar_key" in shop.columns(), "no revision adds the column avatar_key"


def wrong_keys(shop: Migrated) -> list[object]:
    rows = shop.sql(KEYS)
    return [row["email"] for row in rows if row["avatar_key"] != key_of(row["email"])]


def key_of(email: object) -> str:
    return sha256(str(email).encode()).hexdigest()


@pytest.mark.usefixtures("before")
def test_the_keys_come_in_batches(shop: Migrated) -> None:
    with watched(shop) as onlooker:
        upgrade(shop)
        onlooker.look()

    assert wrong_keys(shop) == []
    seen = sorted(onlooker.seen)
    steps = [after - now for now, after in zip(seen, seen[1:], strict=False)]
    assert max(steps) <= BATCH, f"others see so many keys, one after the other: {seen}"
    assert shop.trouble(command.check) == ""


@pytest.mark.usefixtures("before")
def test_killed_and_started_again_it_comes_to_an_end(shop: Migrated) -> None:
    with watched(shop, kill=True):
        trouble = shop.trouble(command.upgrade, "head")
    assert KilledError.__name__ in trouble, "nobody sees keys before all are there"

    done = "SELECT min(id) AS id FROM users WHERE avatar_key <> ''"
    (row,) = shop.sql(done)
    shop.sql("UPDATE users SET email = 'moved@example.com' WHERE id = :id", **row)
    shop.add_user("newcomer")
    upgrade(shop)

    assert wrong_keys(shop) == []
    assert len(shop.sql(KEYS)) == USERS + 1
    assert shop.trouble(command.check) == ""


def test_down_leaves_the_schema_as_it_was_and_up_brings_it_back(
    shop: Migrated, before: str
) -> None:
    old = shop.schema()
    upgrade(shop)
    new = shop.schema()

    shop.downgrade(before)

    assert shop.schema() == old
    upgrade(shop)
    assert shop.schema() == new
    assert wrong_keys(shop) == []


@pytest.mark.usefixtures("before")
def test_the_database_says_so_too(shop: Migrated) -> None:
    upgrade(shop)
    deleted = shop.add_user("alpha")
    shop.sql("DELETE FROM users WHERE username = 'alpha'")

    again = shop.add_user("alpha")

    assert again > deleted, "the id of a deleted user is given again"
    (row,) = shop.sql("SELECT avatar_key FROM users WHERE id = :id", id=again)
    assert row["avatar_key"] == ""
    assert shop.refusal("UPDATE users SET avatar_key = NULL"), "the database takes NULL"


@pytest.mark.databases("sqlite")
def test_there_are_more_revisions_and_one_head(shop: Migrated, before: str) -> None:
    heads = shop.heads()

    assert len(heads) == 1, heads
    assert heads != [before], "there is no revision after the chapter's"


@pytest.fixture
def headers(application: Application, client: Client, sql: Sql) -> dict[str, str]:
    """Log in Alpha, who is an admin."""
    assert application.metadata is not None
    columns = set(application.metadata.tables["users"].columns.keys())
    if "avatar_key" not in columns:
        return {}
    insert_user_with_password(sql, "alpha", 11)
    sql("UPDATE users SET is_admin = true")
    form = {"username": "alpha", "password": "Passw0rd"}
    token = client.post("/token", data=form).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def test_the_application_writes_the_key_with_the_address(
    headers: dict[str, str], client: Client, sql: Sql
) -> None:
    assert headers, "models.py has no avatar_key"
    beta = {"username": "beta", "email": "Beta@Example.com", "password": "Passw0rd"}

    created = client.post("/users", json=beta, headers=headers)

    assert created.status_code == 201, created.text
    assert "avatar_key" not in created.json()
    assert sql(BETA) == [{"avatar_key": key_of("beta@example.com")}]

    moved = {"email": "moved@example.com", "age": 31}
    changed = client.patch(created.headers["Location"], json=moved, headers=headers)

    assert changed.status_code == 200, changed.text
    assert sql(BETA) == [{"avatar_key": key_of("moved@example.com")}]
