"""Send a password to every endpoint, in every wrong way, and keep all that is said.

What the endpoints are and which fields they take is read from the OpenAPI document, so
that an endpoint of a later chapter is tried without a word here.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI

from tests.helpers import Client

# What is searched for, and a good password that has it inside.
MARKER = "Mark3r"
PASSWORD = f"{MARKER}-Passw0rd"

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
GOOD_VALUES: dict[str, object] = {
    "username": "alpha",
    "email": "alpha@example.com",
    "grant_type": "password",
}
WRONG = [
    MARKER,
    MARKER * 20,
    MARKER.lower() + MARKER,
    f"{PASSWORD}\ud800",
    f"{PASSWORD}\x00",
    [PASSWORD],
    {PASSWORD: PASSWORD},
]
# Each of them breaks off, or cannot be written in an answer.
BROKEN = [
    f'{{"password": "{PASSWORD}',
    f'{{"password": "{PASSWORD}", "username": NaN}}',
    f'{{"password": "{PASSWORD}", "username": "\\ud800"}}',
    f'"{PASSWORD}"',
    f'["{PASSWORD}"]',
    PASSWORD,
]


class Heard:
    """All that came out: answers, and errors with their tracebacks."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.said: list[str] = []

    def send(self, method: str, path: str, content: str, kind: str = JSON) -> int:
        """Return the status; an error that a server would log counts as 500."""
        try:
            response = self.client.request(
                method, path, content=content, headers={"Content-Type": kind}
            )
        except Exception as error:
            self.hear(error)
            return 500
        self.said += [response.text, repr(response.headers.raw)]
        return response.status_code

    def hear(self, error: BaseException) -> None:
        """Keep what a traceback in a log says, and what a debugger shows."""
        self.said += traceback.format_exception(error)
        self.said += [repr(link) for link in _chain(error)]

    @property
    def leaks(self) -> list[str]:
        return [text for text in self.said if MARKER.lower() in text.lower()]


class LogOfAll(logging.Handler):
    """Keep each record with all that it carries, whatever its level."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{self.format(record)} {record.__dict__!r}")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@dataclass(frozen=True)
class Operation:
    """An endpoint: the fields of its body, and the type of content that it takes."""

    method: str
    path: str
    fields: tuple[str, ...]
    kind: str

    @property
    def passwords(self) -> list[str]:
        return [name for name in self.fields if "password" in name]


def operations(app: FastAPI) -> Iterator[Operation]:
    """Read from the OpenAPI document what there is to be sent to.

    Left out is a body with names of the client's own choice, such as preferences: a
    password among them would be no password.
    """
    document = app.openapi()
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            content = described.get("requestBody", {}).get("content", {JSON: {}})
            kind, body = next(iter(content.items()))
            schema = _resolve(document, body.get("schema", {}))
            own = schema.get("additionalProperties") or schema.get("patternProperties")
            if not own:
                fields = tuple(schema.get("properties", {}))
                yield Operation(method.upper(), path, fields, kind)


def _resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def good_body(operation: Operation) -> str:
    return _text(_good_values(operation), operation.kind)


def bad_bodies(operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield bodies in which something is wrong, and the type of their content."""
    good, kind = _good_values(operation), operation.kind
    for name in operation.passwords or ["password"]:
        for wrong in WRONG:
            yield _text(good | {name: wrong}, kind), kind
    for name in [*operation.fields, "more"]:
        rest = {key: value for key, value in good.items() if key != name}
        yield _text(rest, kind), kind
        yield _text({"password": PASSWORD} | rest | {name: "\x00"}, kind), kind
    for text in BROKEN:
        yield text, JSON
        yield text, FORM


def _good_values(operation: Operation) -> dict[str, object]:
    values = GOOD_VALUES | dict.fromkeys(operation.passwords, PASSWORD)
    return {name: values[name] for name in operation.fields if name in values}


def _text(values: dict[str, object], kind: str) -> str:
    if kind == JSON:
        return json.dumps(values)
    return urlencode({k: str(v) for k, v in values.items()}, errors="replace")
