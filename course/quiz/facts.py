"""Check what an option says of code or requests against what really happens.

Each check runs what the question shows and raises AssertionError, with what happened,
when the option says something else.
"""

import io
import json
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout

from httpx2 import Response

from .options import (
    MORE,
    NOTHING,
    HttpOption,
    OutputOption,
    RaisesOption,
    SqlOption,
    parse_body,
    without_blanks,
)
from .questions import Http, Output, Raises, Sql
from .sandbox import Sandbox

CODE = "<code>"
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")


def check_output(question: Output, option: OutputOption, sandbox: Sandbox) -> None:
    """Check what the code prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        sandbox.run(question.code, CODE)
    _expect(without_blanks(printed.getvalue()), option.label)


def check_raises(question: Raises, option: RaisesOption, sandbox: Sandbox) -> None:
    """Check the exception, and the innermost line of the code that it came through."""
    raised: tuple[str, int | None] = (NOTHING, None)
    try:
        sandbox.run(question.code.strip("\n"), CODE)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == CODE]
        raised = (type(error).__name__, lines[-1])
    _expect(raised, (option.raises, option.line))


def check_http(question: Http, option: HttpOption, sandbox: Sandbox) -> None:
    """Check the last answer."""
    answer = send(question.requests, sandbox)
    _expect(answer.status_code, option.status)
    if option.body is not None and not _matches(answer.json(), parse_body(option.body)):
        raise AssertionError(f"the body is {answer.text}")


def check_sql(question: Sql, option: SqlOption, sandbox: Sandbox) -> None:
    """Check the statements sent, or the rows left."""
    sandbox.sent.clear()
    sandbox.run(question.code, CODE)
    send(question.requests, sandbox)
    if question.query is not None:
        found = sandbox.module.rows(question.query)
        _expect([" | ".join(map(_cell, row)) for row in found], option.rows)
        return
    named = {text for other in question.options for text in other.sends or ()}
    hidden = set(TRANSACTION) - named
    sent = [statement for statement in sandbox.sent if statement not in hidden]
    said = [" ".join(text.split()) for text in option.sends or ()]
    _expect([_cut(*pair) for pair in zip(sent, said, strict=False)], said)
    _expect(len(sent), len(said))


def send(requests: Sequence[str], sandbox: Sandbox) -> Response:
    """Send the requests, such as `PATCH /users/1 {"age": 31}`; return the last answer.

    What follows the path is a body in JSON.
    """
    answer = Response(500)
    for request in requests:
        method, path, *body = request.split(maxsplit=2)
        data = json.loads(body[0]) if body else None
        answer = sandbox.module.client.request(method, path, json=data)
    return answer


def _expect(found: object, said: object) -> None:
    if found != said:
        raise AssertionError(f"found: {found}")


def _cell(value: object) -> str:
    return "NULL" if value is None else str(value)


def _cut(statement: str, beginning: str) -> str:
    return beginning if statement.startswith(beginning) else statement


def _matches(found: object, said: object) -> bool:
    """Compare a body with what an option says; `...` allows for more fields."""
    if isinstance(found, list) and isinstance(said, list):
        same = len(found) == len(said)
        return same and all(map(_matches, found, said))
    if isinstance(found, dict) and isinstance(said, dict):
        keys = set(said) - {MORE}
        enough = keys <= set(found) if MORE in said else keys == set(found)
        return enough and all(_matches(found[key], said[key]) for key in keys)
    return found == said
