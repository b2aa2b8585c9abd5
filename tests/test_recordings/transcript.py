"""What a reader types and sees, as text: requests, commands, SQL.

The format is described in `docs/decisions/0017-format-of-recordings.md`.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2
from sqlalchemy import Engine, event

from tests.application import package_path

ADDRESS = "http://127.0.0.1:8000"
HIDDEN_HEADERS = {"date", "server", "content-length"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(\.\d+)?")

STACK = re.compile(r"(Traceback \(most recent call last\):\n)(?: .*\n)+")


def without_stack(transcript: object) -> str:
    """Put `…` for the calls of a traceback: they differ between versions of Python."""
    return STACK.sub(r"\1  …\n", str(transcript))


def without_times(text: str) -> str:
    """Put `…` for the date and for the time of day of every moment in a text."""
    return MOMENT.sub(r"…\1…", text)


class Transcript:
    """Commands and what they print, in the order in which a reader types them."""

    def __init__(self, client: httpx2.Client | None = None) -> None:
        self.client = client
        self.parts: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self.parts)

    def add(self, command: str, output: str) -> None:
        self.parts.append(f"$ {command}\n{output.rstrip()}\n")

    def request(self, method: str, path: str, body: object = None) -> httpx2.Response:
        """Send a request and note it as the `curl` command that sends the same."""
        assert self.client is not None
        response = self.client.request(method, path, json=body)
        self.add(curl_command(method, path, body), response_text(response))
        return response


def curl_command(method: str, path: str, body: object) -> str:
    """Write a request as a `curl` command; `--json` alone makes it a POST."""
    words = ["curl", "-i"]
    if method != ("GET" if body is None else "POST"):
        words += ["-X", method]
    if body is not None:
        words += ["--json", json.dumps(body, ensure_ascii=False)]
    return shlex.join([*words, ADDRESS + path])


def response_text(response: httpx2.Response) -> str:
    """Write a response as `curl -i` shows it, JSON spread over lines.

    Left out are the headers that say nothing here: date, server and content-length.
    The words behind the status are today's; Python 3.11 and 3.12 have older ones.
    """
    phrase = httpx2.codes.get_reason_phrase(response.status_code)
    lines = [f"HTTP/1.1 {response.status_code} {phrase}"]
    lines += [
        f"{name}: {value}"
        for name, value in response.headers.items()
        if name not in HIDDEN_HEADERS
    ]
    if response.content and response.headers["content-type"] == "application/json":
        body = json.dumps(response.json(), indent=2, ensure_ascii=False)
    else:
        body = response.text
    return without_times("\n".join([*lines, "", body]))


class ReaderFolder:
    """A reader's folder: `chapters/STEM` and the demos of a chapter at the top."""

    def __init__(self, path: Path, stem: str, demos: Path) -> None:
        self.path = path
        self.demos = demos
        self.chapters = path / "chapters"
        self.add_chapter(stem)

    def add_chapter(self, stem: str) -> Path:
        """Copy a chapter's package into the folder, without what a run leaves."""
        ignore = shutil.ignore_patterns("__pycache__", "*.db*")
        package = self.chapters / stem
        shutil.copytree(package_path(stem), package, ignore=ignore)
        return package

    def add_demo(self, name: str) -> None:
        shutil.copy(self.demos / name, self.path)

    def run(self, command: str, *, fails: bool = False) -> str:
        """Run a command in the folder; return what it prints, errors included.

        `python` is the interpreter of the tests, and the folder's own path is
        shown as `…`. A wrong exit code fails the test with the output.
        """
        words = shlex.split(command)
        if words[0] == "python":
            words[0] = sys.executable
        done = subprocess.run(
            words,
            cwd=self.path,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout
        return without_times(done.stdout.replace(str(self.path), "…"))

    def demo(self, name: str, *, fails: bool = False) -> Transcript:
        """Run `python NAME` as the reader does and return the transcript."""
        self.add_demo(name)
        transcript = Transcript()
        transcript.add(f"python {name}", self.run(f"python {name}", fails=fails))
        return transcript


class SqlLog:
    """The SQL sent through an engine, with parameters, and its transactions.

    On a connection that the tests roll back afterwards, a session's transaction is a
    savepoint; it is noted as the BEGIN, COMMIT or ROLLBACK that a reader's would be.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.lines: list[str] = []

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def __enter__(self) -> Self:
        for name, listener in self._listeners():
            event.listen(self.engine, name, listener)
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        for name, listener in self._listeners():
            event.remove(self.engine, name, listener)

    def clear(self) -> None:
        self.lines.clear()

    def _listeners(self) -> list[tuple[str, Callable[..., None]]]:
        return [
            ("begin", self._begin),
            ("savepoint", self._begin),
            ("commit", self._commit),
            ("release_savepoint", self._commit),
            ("rollback", self._rollback),
            ("rollback_savepoint", self._rollback),
            ("before_cursor_execute", self._statement),
        ]

    def _begin(self, *_: object) -> None:
        self.lines.append("BEGIN")

    def _commit(self, *_: object) -> None:
        self.lines.append("COMMIT")

    def _rollback(self, *_: object) -> None:
        self.lines.append("ROLLBACK")

    def _statement(
        self,
        _connection: object,
        _cursor: object,
        statement: str,
        parameters: object,
        *_: object,
    ) -> None:
        if re.match(r"(RELEASE|ROLLBACK TO)? ?SAVEPOINT", statement):
            return
        self.lines.append(statement)
        if parameters:
            self.lines.append(without_times(f"-- {parameters}"))
