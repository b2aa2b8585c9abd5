"""The recordings of chapter 4."""

import json
import shutil

import httpx2
import pytest

from ..helpers import Client, Sql, insert_users
from .conftest import Record
from .transcript import ReaderFolder, SqlLog, Transcript, without_stack

ALPHA = {"username": "alpha", "email": "alpha@example.com", "age": 30}
BETA = {"username": "beta", "email": "beta@example.com"}

# what is asked of the application, in this order: case, method, path, body
CASES: list[tuple[str, str, str, object]] = [
    ("a new user", "POST", "/users", ALPHA),
    ("a second one", "POST", "/users", BETA),
    ("a name that is taken", "POST", "/users", BETA | {"username": "Alpha"}),
    ("an address that is taken", "POST", "/users", ALPHA | {"username": "gamma"}),
    ("a wrong value", "POST", "/users", BETA | {"age": 121}),
    ("a field that nobody may send", "POST", "/users", BETA | {"is_admin": True}),
    ("a page", "GET", "/users?page=1&page_size=10", None),
    ("only the inactive users", "GET", "/users?is_active=false", None),
    ("a page that cannot be", "GET", "/users?page=0", None),
    ("a page that is too large", "GET", "/users?page_size=101", None),
    ("one user", "GET", "/users/1", None),
    ("an unknown id", "GET", "/users/7", None),
    ("an id that no row can have", "GET", "/users/2147483648", None),
    ("a new age", "PATCH", "/users/1", {"age": 31}),
    ("nothing new", "PATCH", "/users/1", {}),
    ("null, where a user may have none", "PATCH", "/users/1", {"age": None}),
    ("null, where it makes no sense", "PATCH", "/users/1", {"username": None}),
    ("another user's name", "PATCH", "/users/1", {"username": "beta"}),
    ("an unknown id", "PATCH", "/users/7", {"age": 31}),
    ("a user", "DELETE", "/users/1", None),
    ("the same user again", "DELETE", "/users/1", None),
]


@pytest.fixture
def beginner(reader: ReaderFolder) -> ReaderFolder:
    """Make the folder of a reader who has only copied chapter 3 to chapter 4."""
    shutil.rmtree(reader.chapters / "ch04_crud")
    copy = reader.add_chapter("ch03_models_and_schemas")
    copy.rename(reader.chapters / "ch04_crud")
    return reader


def test_what_each_request_answers(record: Record, client: Client) -> None:
    rows = ["request\twhat it asks for\tanswer"]
    for case, method, path, body in CASES:
        response = client.request(method, path, json=body)
        sent = "" if body is None else f" {json.dumps(body)}"
        rows.append(f"{method} {path}{sent}\t{case}\t{in_short(response)}")

    record("contract.tsv", "\n".join([*rows, ""]))


def in_short(response: httpx2.Response) -> str:
    """Write the status code of a response, and what else matters, in one line."""
    words = "".join(f"Location: {url}" for url in response.headers.get_list("location"))
    body = response.json() if response.content else {}
    if "total" in body:
        words = f"total: {body['total']}"
    elif isinstance(body.get("detail"), list):
        (entry,) = body["detail"]
        words = f"{'.'.join(entry['loc'])}: {entry['msg']}"
    elif "detail" in body:
        words = body["detail"]
    return f"{response.status_code} {words}".rstrip()


def test_the_race_before(record: Record, beginner: ReaderFolder) -> None:
    record("race-before.console", beginner.demo("race.py"))


def test_the_race_after(record: Record, reader: ReaderFolder) -> None:
    record("race-after.console", reader.demo("race.py"))


def test_what_is_described_before(record: Record, beginner: ReaderFolder) -> None:
    record("described-before.console", beginner.demo("described.py"))


def test_what_is_described_after(record: Record, reader: ReaderFolder) -> None:
    record("described-after.console", reader.demo("described.py"))


def test_none_means_two_things(record: Record, reader: ReaderFolder) -> None:
    record("two-meanings-of-none.console", reader.demo("two_meanings_of_none.py"))


@pytest.mark.parametrize(
    "name", ["stale", "pending_rollback", "delete_nothing", "null_into_a_name"]
)
def test_errors(record: Record, reader: ReaderFolder, name: str) -> None:
    transcript = reader.demo(f"{name}.py", fails=True)

    record(f"{name.replace('_', '-')}.console", without_stack(transcript))


def test_a_taken_address(
    record: Record, transcript: Transcript, sql_log: SqlLog
) -> None:
    transcript.request("POST", "/users", ALPHA)
    sql_log.clear()

    transcript.request("POST", "/users", ALPHA | {"username": "gamma"})

    record("taken.http", transcript)
    record("taken.sqlite.sql", sql_log)


def test_null_and_absent(record: Record, client: Client) -> None:
    client.post("/users", json=ALPHA)

    transcript = Transcript(client)
    transcript.request("PATCH", "/users/1", {"username": "gamma"})
    transcript.request("PATCH", "/users/1", {"age": None})
    transcript.request("PATCH", "/users/1", {"username": None})

    record("null-and-absent.http", transcript)


def test_the_sql_of_a_change(record: Record, client: Client, sql_log: SqlLog) -> None:
    client.post("/users", json=ALPHA)
    sql_log.clear()

    client.patch("/users/1", json={"age": 31})

    record("change.sqlite.sql", sql_log)


def test_the_sql_of_no_change(record: Record, client: Client, sql_log: SqlLog) -> None:
    client.post("/users", json=ALPHA)
    sql_log.clear()

    client.patch("/users/1", json={})

    record("no-change.sqlite.sql", sql_log)


def test_deleted_twice(record: Record, client: Client, transcript: Transcript) -> None:
    client.post("/users", json=ALPHA)

    transcript.request("DELETE", "/users/1")
    transcript.request("DELETE", "/users/1")

    record("delete.http", transcript)


@pytest.fixture
def an_inactive_user_behind_an_active_one(sql: Sql) -> None:
    """Make the rows that the reader has made by then: user 1 is deleted."""
    insert_users(sql, "gone", "alpha", "beta")
    sql("DELETE FROM users WHERE username = 'gone'")
    sql("UPDATE users SET is_active = false WHERE username = 'beta'")


@pytest.mark.usefixtures("an_inactive_user_behind_an_active_one")
@pytest.mark.parametrize("chapter", ["ch03_models_and_schemas"], indirect=True)
def test_the_filter_before(record: Record, transcript: Transcript) -> None:
    transcript.request("GET", "/users?is_active=false&page_size=1")

    record("filter-before.http", transcript)


@pytest.mark.usefixtures("an_inactive_user_behind_an_active_one")
def test_the_filter_after(
    record: Record, transcript: Transcript, sql_log: SqlLog
) -> None:
    sql_log.clear()

    transcript.request("GET", "/users?is_active=false&page_size=1")

    record("filter-after.http", transcript)
    record("filter.sqlite.sql", sql_log)
