"""The recordings of chapter 2."""

import runpy
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, event

from course.manifest import ROOT

from ..application import Application
from ..helpers import Client
from ..server import Server
from .conftest import Record
from .transcript import ReaderFolder, SqlLog, Transcript

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
DEMOS = ROOT / "docs" / "demos" / "ch02_first_table"


def end_of_traceback(output: str, error: str) -> str:
    """Return what a traceback says last, from the name of the error on."""
    return output[output.rindex(f"\n{error}: ") + 1 :]


def test_a_user_survives_a_restart(record: Record, server: Server) -> None:
    with server.client() as client:
        before = Transcript(client)
        before.request("POST", "/users", ALPHA)
    server.restart()
    with server.client() as client:
        after = Transcript(client)
        after.request("GET", "/users")

    record("before-restart.http", before)
    record("after-restart.http", after)


def test_a_table_in_plain_sql(record: Record, reader: ReaderFolder) -> None:
    record("plain-sql.console", reader.demo("plain_sql.py"))


def test_a_relative_path_is_a_file_in_every_folder(
    record: Record, reader: ReaderFolder
) -> None:
    record("relative-path.console", reader.demo("relative_path.py"))


def test_a_class_alone_makes_no_table(record: Record, reader: ReaderFolder) -> None:
    output = str(reader.demo("too_early.py", fails=True))

    record(
        "no-such-table.txt", end_of_traceback(output, "sqlalchemy.exc.OperationalError")
    )


def test_the_sql_of_the_start(
    record: Record,
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    monkeypatch.setattr(application.main, "engine", engine)

    with SqlLog(engine) as log, TestClient(application.app):
        record("create-tables.sqlite.sql", log)

    engine.dispose()


def test_a_row_without_a_commit_is_gone(record: Record, reader: ReaderFolder) -> None:
    record("no-commit.console", reader.demo("no_commit.py"))


def test_a_row_with_a_commit_stays(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("no_commit.py")
    demo = reader.path / "no_commit.py"
    lines = demo.read_text().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if "session.add(" in line)
    lines.insert(place + 1, "    session.commit()\n")
    demo.write_text("".join(lines))

    transcript = Transcript()
    transcript.add("python no_commit.py", reader.run("python no_commit.py"))

    record("with-commit.console", transcript)


def test_the_sql_without_a_commit(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine("sqlite://")
    monkeypatch.setattr(sqlalchemy, "create_engine", lambda _: engine)

    with SqlLog(engine) as log:
        runpy.run_path(str(DEMOS / "no_commit.py"))

    engine.dispose()
    _, of_the_sessions = str(log).split("COMMIT\n")
    record("no-commit.sqlite.sql", of_the_sessions)


def test_one_session_for_all_requests(record: Record, reader: ReaderFolder) -> None:
    record("one-for-all.console", reader.demo("one_for_all.py"))


def test_the_sql_of_a_new_user(record: Record, client: Client, sql_log: SqlLog) -> None:
    client.post("/users", json=ALPHA)

    record("create-user.sqlite.sql", sql_log)


def test_the_sql_of_reading(record: Record, client: Client, sql_log: SqlLog) -> None:
    client.get("/users")
    client.get("/users/1")

    record("read-users.sqlite.sql", sql_log)


def test_creating_and_reading_a_user(record: Record, transcript: Transcript) -> None:
    transcript.request("POST", "/users", ALPHA)
    transcript.request("GET", "/users/1")
    transcript.request("GET", "/users")

    record("create-and-read.http", transcript)


def test_reading_users(record: Record, transcript: Transcript, client: Client) -> None:
    client.post("/users", json=ALPHA)

    transcript.request("GET", "/users")
    transcript.request("GET", "/users/1")
    transcript.request("GET", "/users/2")

    record("read-users.http", transcript)


def test_two_workers_give_one_answer(record: Record, server: Server) -> None:
    with server.client() as client:
        client.post("/users", json=ALPHA)
    server.workers = 2
    server.restart()

    answers = Counter[str]()
    for _ in range(20):
        with server.client() as client:
            answers[client.get("/users").text] += 1

    rows = [f"{answer}\t{count}" for answer, count in answers.items()]
    record("two-workers.tsv", "\n".join(["the answer\thow often", *rows, ""]))


def test_two_first_starts_at_once(
    record: Record, application: Application, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    barrier = Barrier(2, timeout=10)

    def wait_for_the_other(_: object, __: object, statement: str, *___: object) -> None:
        if "CREATE TABLE" in statement:
            barrier.wait()

    event.listen(engine, "before_cursor_execute", wait_for_the_other)

    with ThreadPoolExecutor(2) as pool:
        create_all = application.main.Base.metadata.create_all
        starts = [pool.submit(create_all, engine) for _ in range(2)]
    errors = [str(error) for start in starts if (error := start.exception())]

    engine.dispose()
    assert len(errors) == 1
    record("two-first-starts.txt", errors[0].splitlines()[0] + "\n")


def test_a_forgotten_commit_in_an_endpoint(record: Record, server: Server) -> None:
    main = server.package / "main.py"
    main.write_text(main.read_text().replace("    session.commit()\n", ""))
    server.restart()

    with server.client() as client:
        transcript = Transcript(client)
        transcript.request("POST", "/users", ALPHA)
    server.stop()

    error = end_of_traceback(server.log(), "fastapi.exceptions.ResponseValidationError")
    record("forgotten-commit.http", transcript)
    record("forgotten-commit.txt", error.split("\n\n")[0] + "\n")


def test_a_memory_database_belongs_to_one_thread(
    record: Record, reader: ReaderFolder
) -> None:
    record("in-memory.console", reader.demo("in_memory.py"))


@pytest.mark.parametrize(
    ("demo", "error"),
    [
        ("no_response_model", "fastapi.exceptions.FastAPIError"),
        ("no_mapped", "sqlalchemy.orm.exc.MappedAnnotationError"),
        ("by_hand", "AttributeError"),
    ],
)
def test_an_error_of_the_chapter(
    record: Record, reader: ReaderFolder, demo: str, error: str
) -> None:
    output = str(reader.demo(f"{demo}.py", fails=True))

    record(f"{demo.replace('_', '-')}.txt", end_of_traceback(output, error))
