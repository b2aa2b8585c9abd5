"""The recordings of chapter 1."""

import errno
import json
import socket
import time
from pathlib import Path

from ..helpers import Client
from ..server import Server, running_server
from .conftest import Record
from .transcript import ADDRESS, ReaderFolder, Transcript, response_text

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
MAIN = "chapters/ch01_in_memory/main.py"


def test_creating_and_reading_a_user(record: Record, transcript: Transcript) -> None:
    transcript.request("POST", "/users", ALPHA)
    transcript.request("GET", "/users")
    transcript.request("GET", "/users/1")
    transcript.request("GET", "/users/7")

    record("at-the-end.http", transcript)


def test_a_path_without_an_endpoint(record: Record, transcript: Transcript) -> None:
    transcript.request("GET", "/")

    record("no-endpoint.http", transcript)


def test_the_list_at_the_start(record: Record, transcript: Transcript) -> None:
    transcript.request("GET", "/users")

    record("empty-list.http", transcript)


def test_a_new_user(record: Record, transcript: Transcript) -> None:
    transcript.request("POST", "/users", ALPHA)
    transcript.request("GET", "/users")

    record("create.http", transcript)


def test_a_user_without_an_email(record: Record, transcript: Transcript) -> None:
    transcript.request("POST", "/users", {"username": "beta"})

    record("missing-email.http", transcript)


def test_one_user(record: Record, transcript: Transcript) -> None:
    transcript.request("POST", "/users", ALPHA)
    transcript.parts.clear()
    transcript.request("GET", "/users/1")
    transcript.request("GET", "/users/7")
    transcript.request("GET", "/users/one")

    record("read.http", transcript)


def test_a_restart(record: Record, server: Server) -> None:
    with server.client() as client:
        client.post("/users", json=ALPHA)
        before = Transcript(client)
        before.request("GET", "/users")
    server.restart()
    with server.client() as client:
        after = Transcript(client)
        after.request("GET", "/users")

    record("before-the-restart.http", before)
    record("after-the-restart.http", after)


def test_two_workers(record: Record, chapter: str, tmp_path: Path) -> None:
    with running_server(chapter, tmp_path, workers=2) as server:
        with server.client() as client:
            created = Transcript(client)
            created.request("POST", "/users", ALPHA)
        answers = two_answers(server)

    record("two-workers.http", "\n".join([str(created), *sorted(answers)]))


def two_answers(server: Server) -> set[str]:
    """Ask on new connections until both workers, whose answers differ, have answered.

    Which worker takes a connection is up to the operating system.
    """
    answers: set[str] = set()
    deadline = time.monotonic() + 20
    while len(answers) < 2 and time.monotonic() < deadline:
        with server.client() as client:
            transcript = Transcript(client)
            transcript.request("GET", "/users")
            answers.add(str(transcript))
    return answers


def test_two_threads(record: Record, reader: ReaderFolder) -> None:
    record("two-threads.console", reader.demo("two_threads.py"))


def test_a_second_server_at_the_same_address(
    record: Record, reader: ReaderFolder
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        output = reader.run(f"python -m fastapi dev {MAIN} --port {port}", fails=True)

    error = line_with("ERROR:", output)
    record("address-in-use.txt", error.replace(f"{errno.EADDRINUSE}]", "98]"))


def test_fastapi_started_in_another_folder(
    record: Record, reader: ReaderFolder
) -> None:
    reader.path = reader.chapters

    output = reader.run(f"python -m fastapi dev {MAIN}", fails=True)

    record("path-does-not-exist.txt", line_with("Path does not", output))


def test_uvicorn_started_in_another_folder(
    record: Record, reader: ReaderFolder
) -> None:
    reader.path = reader.chapters

    application = "chapters.ch01_in_memory.main:app"
    output = reader.run(f"python -m uvicorn {application}", fails=True)

    record("no-module.txt", line_with("ModuleNotFoundError", output))


def line_with(text: str, output: str) -> str:
    """Return the only line that holds the text, without blanks around it."""
    (line,) = [line for line in output.splitlines() if text in line]
    return f"{line.strip()}\n"


def test_a_body_that_is_not_marked_as_json(record: Record, client: Client) -> None:
    body = json.dumps(ALPHA)
    form = {"content-type": "application/x-www-form-urlencoded"}

    response = client.post("/users", content=body, headers=form)

    transcript = Transcript()
    command = f"curl -i -d '{body}' {ADDRESS}/users"
    transcript.add(command, response_text(response))
    record("not-marked-as-json.http", transcript)


def test_a_body_in_the_notation_of_python(record: Record, client: Client) -> None:
    body = str(ALPHA)

    response = client.post(
        "/users", content=body, headers={"content-type": "application/json"}
    )

    transcript = Transcript()
    command = f'curl -i --json "{body}" {ADDRESS}/users'
    transcript.add(command, response_text(response))
    record("json-decode-error.http", transcript)


def test_a_method_without_an_endpoint(record: Record, transcript: Transcript) -> None:
    transcript.request("DELETE", "/users/1")

    record("method-not-allowed.http", transcript)
