"""The recordings of chapter 3."""

import inspect
import re
from typing import Annotated

import pytest
from fastapi_cli.discover import get_module_data_from_path
from pydantic import ConfigDict, StringConstraints, TypeAdapter
from sqlalchemy import create_engine

from tests.application import load_application

from ..helpers import Client, Sql
from ..server import Server
from .conftest import Record
from .transcript import ReaderFolder, SqlLog, Transcript, without_stack

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
BETA = {"username": "Beta", "email": "beta@example.com", "age": 30}
OTHER_CASE = {"username": "BETA", "email": "other@example.com"}
EVE = {"username": "eve", "email": "eve@example.com", "is_admin": True}
NAMELESS = {"username": "", "email": "nobody", "is_admin": True}
HUGE = 10**20 - 1

# The name of its module depends on who has started the server.
OBJECT = re.compile(r"<[^<>]* at 0x[0-9a-f]+>")


def error_in_log(server: Server, start: str) -> str:
    """Stop the server and return the last error of its log, from `start` on."""
    server.stop()
    log = server.log()
    error, _, _ = log[log.rindex(start) :].partition("INFO: ")
    return OBJECT.sub("<…>", error)


def keep_old_functions(server: Server) -> None:
    """Take main.py back to the step where two functions are still chapter 2's."""
    old = load_application("ch02_first_table").main
    new = load_application(server.stem).main
    path = server.package / "main.py"
    text = path.read_text()
    for name in ("create_user", "read_user"):
        function = inspect.getsource(getattr(new, name))
        assert function in text
        text = text.replace(function, inspect.getsource(getattr(old, name)))
    path.write_text(text)
    server.restart()


def keep_old_table(server: Server) -> None:
    """Give the server the file of chapter 2, whose table lacks the new columns."""
    server.stop()
    (server.package / "shop.db").unlink(missing_ok=True)
    engine = create_engine(server.database_url)
    metadata = load_application("ch02_first_table").metadata
    assert metadata is not None
    metadata.create_all(engine)
    engine.dispose()


def test_three_answers_of_the_finished_chapter(
    record: Record, client: Client, transcript: Transcript
) -> None:
    client.post("/users", json=ALPHA)  # whom the reader has registered by then

    transcript.request("POST", "/users", BETA)
    transcript.request("POST", "/users", BETA | OTHER_CASE)
    transcript.request("POST", "/users", EVE)

    record("finished.http", transcript)


@pytest.mark.parametrize("chapter", ["ch02_first_table"], indirect=True)
def test_chapter_2_accepts_too_much(record: Record, server: Server) -> None:
    with server.client() as client:
        transcript = Transcript(client)
        transcript.request("POST", "/users", NAMELESS)
        transcript.request("POST", "/users", NAMELESS)
        record("accepts-too-much.http", transcript)

        transcript = Transcript(client)
        transcript.request("GET", f"/users/{HUGE}")
        record("huge-id-in-ch02.http", transcript)

    record("huge-id-in-ch02.txt", error_in_log(server, "OverflowError"))


def test_a_plain_datetime_loses_its_zone(record: Record, reader: ReaderFolder) -> None:
    transcript = reader.demo("naive_time.py", fails=True)

    record("naive-time.console", without_stack(transcript))


def test_the_table_as_the_database_keeps_it(record: Record, sql: Sql) -> None:
    (row,) = sql("SELECT sql FROM sqlite_master WHERE name = 'users'")

    record("users-table.sqlite.sql", f"{row['sql']}\n")


@pytest.mark.parametrize(
    "name", ["new_row", "past_the_api", "reused_ids", "mass_assignment", "a_letter"]
)
def test_a_demo_prints_what_the_page_shows(
    record: Record, reader: ReaderFolder, name: str
) -> None:
    record(f"{name.replace('_', '-')}.console", reader.demo(f"{name}.py"))


def test_an_old_table_lacks_the_new_columns(record: Record, server: Server) -> None:
    keep_old_table(server)
    server.start()

    with server.client() as client:
        transcript = Transcript(client)
        transcript.request("GET", "/users")
        record("old-table.http", transcript)

    record("old-table.txt", error_in_log(server, "sqlalchemy.exc."))


def test_a_taken_name_is_500_while_nothing_checks(
    record: Record, server: Server
) -> None:
    keep_old_functions(server)

    with server.client() as client:
        transcript = Transcript(client)
        transcript.request("POST", "/users", ALPHA)
        transcript.request("GET", "/users?page=1&page_size=5")
        record("page-of-users.http", transcript)

        transcript = Transcript(client)
        transcript.request("GET", "/users?page=3")
        record("page-3.http", transcript)

        transcript = Transcript(client)
        transcript.request("POST", "/users", ALPHA | {"email": "other@example.com"})
        record("taken-name-500.http", transcript)

    record("taken-name-500.txt", error_in_log(server, "sqlalchemy.exc."))


def test_a_page_of_1000_users_is_422(record: Record, transcript: Transcript) -> None:
    transcript.request("GET", "/users?page_size=1000")

    record("too-large-a-page.http", transcript)


def test_the_sql_of_a_page(record: Record, client: Client, sql_log: SqlLog) -> None:
    client.get("/users?page=3&page_size=10")

    record("list-users.sqlite.sql", sql_log)


def test_a_taken_name_is_409(
    record: Record, client: Client, transcript: Transcript
) -> None:
    client.post("/users", json=ALPHA)

    transcript.request("POST", "/users", ALPHA | {"email": "other@example.com"})

    record("taken-name-409.http", transcript)


def test_an_id_that_no_row_can_have_is_422(
    record: Record, transcript: Transcript
) -> None:
    transcript.request("GET", f"/users/{HUGE}")

    record("huge-id.http", transcript)


def test_a_nameless_user_is_refused(record: Record, transcript: Transcript) -> None:
    transcript.request("POST", "/users", NAMELESS)

    record("refused.http", transcript)


def test_a_pattern_cannot_look_ahead(record: Record, reader: ReaderFolder) -> None:
    transcript = reader.demo("look_ahead.py", fails=True)

    record("look-ahead.console", without_stack(transcript))


def test_the_other_regex_engine_accepts_a_line_break() -> None:
    pattern = StringConstraints(pattern=r"^(?=.*[a-z])[a-z0-9]{3,20}$")
    engine = ConfigDict(regex_engine="python-re")

    name = TypeAdapter(Annotated[str, pattern], config=engine)

    assert name.validate_python("alpha\n") == "alpha\n"


def test_main_is_not_a_script(record: Record, reader: ReaderFolder) -> None:
    command = f"python chapters/{reader.demos.name}/main.py"
    transcript = Transcript()

    transcript.add(command, reader.run(command, fails=True))

    record("main-as-a-script.console", without_stack(transcript))


def test_fastapi_looks_for_packages_inside_chapters(reader: ReaderFolder) -> None:
    main = reader.chapters / reader.demos.name / "main.py"

    found = get_module_data_from_path(main)

    assert found.module_import_str == f"{reader.demos.name}.main"
    assert found.extra_sys_path == reader.chapters


def test_a_schema_reads_attributes_only_when_told(
    record: Record, server: Server
) -> None:
    path = server.package / "schemas.py"
    line = "    model_config = ConfigDict(from_attributes=True)\n"
    assert line in path.read_text()
    path.write_text(path.read_text().replace(line, ""))
    server.restart()

    with server.client() as client:
        assert client.post("/users", json=ALPHA).status_code == 201
        transcript = Transcript(client)
        transcript.request("GET", "/users")
        record("no-from-attributes.http", transcript)

    record("no-from-attributes.txt", error_in_log(server, "pydantic_core._"))
