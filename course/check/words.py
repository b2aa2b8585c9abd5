"""The words for a failure: what was expected, what came, and a note."""

import ast
import re
import textwrap

from .process import RUN_SECONDS
from .verdict import Failure, Kind, describe_signal

Told = tuple[str, str, str]

# What the left side of a comparison is about, by a part of its source.
SUBJECTS = {
    ".status_code": "status",
    "locations(": "wrong fields",
    "sql(": "rows",
    "user[": "users",
    "response.json()[": "part of the body",
    "response.json()": "body",
}


def tell(failure: Failure) -> Told:
    """Return what was expected, what came, and a note, which may be empty."""
    tellers = {
        Kind.TEST: _tell_test,
        Kind.STUCK: _tell_stuck,
        Kind.ENDED: _tell_ended,
        Kind.FORGED: _tell_forged,
    }
    return tellers[failure.kind](failure)


def _tell_stuck(failure: Failure) -> Told:
    limit = f"within {failure.item.seconds:g} seconds"
    if failure.facts.get("seconds", failure.item.seconds) < failure.item.seconds:
        limit = f"of all tests within {RUN_SECONDS:g} seconds"
    return f"an end {limit}", "it was still running", _callers(failure)


def _callers(failure: Failure) -> str:
    """Say how the program came to the line in which it was."""
    if not failure.frames:
        return ""
    names = [name for _, _, name in failure.frames[:-1] if not name.startswith("<")]
    called = f", called by {', '.join(reversed(names))}," if names else ""
    return f"Your program was in this line{called} when the time was over."


def _tell_ended(failure: Failure) -> Told:
    came = f"the whole process ended, {describe_signal(failure.status)}"
    note = "Look for os._exit() or exit() in your files: it ends the tests as well."
    return "an answer", came, note if failure.status >= 0 else ""


def _tell_forged(_: Failure) -> Told:
    return (
        "that a wrong assertion fails",
        "it passed, or results are missing",
        "Something in your files changes pytest itself, so this run says nothing. "
        "Take it out and check again.",
    )


def _tell_test(failure: Failure) -> Told:
    facts = failure.facts
    if facts["error"] in ("Skipped", "XFailed", "Exit"):
        return "a test that runs", "your code skipped it", ""
    if "DID NOT RAISE" in facts["message"]:
        error = re.split(r"\W+", facts["message"].strip("'> "))[-1]
        return f"the error {error}", "no error", ""
    if facts["assertion"] and facts["comparison"]:
        return _tell_comparison(failure)
    return _tell_error(failure)


def _tell_error(failure: Failure) -> Told:
    facts = failure.facts
    text = facts["message"].partition("\n")[0]
    came = f"{facts['error']}: {text}" if text else facts["error"]
    if is_loading(failure):
        return "files that Python can load", came, ""
    if failure.frames:
        on_a_server = "On a server the client gets 500, Internal Server Error."
        return "an answer", came, on_a_server if facts["request"] else ""
    expected = " ".join(facts["statement"].split())
    return expected or "no error", came, _missing_endpoint(failure)


def _tell_comparison(failure: Failure) -> Told:
    operator, left, right = failure.facts["comparison"]
    source = _compared(failure.facts["statement"])
    subject = next((word for part, word in SUBJECTS.items() if part in source), None)
    if subject is None:
        return f"{source} {operator} {right}", left, _missing_endpoint(failure)
    relation = "" if operator == "==" else f"{operator} "
    came = f"{subject} {left}"
    if subject == "status" and failure.facts["response"]:
        body: str = failure.facts["response"][1]
        came += f", {body or 'without a body'}"
    return f"{subject} {relation}{right}", came, _missing_endpoint(failure)


def _compared(statement: str) -> str:
    """Return the source of the left side of a comparison."""
    try:
        (node,) = ast.parse(textwrap.dedent(statement)).body
    except (SyntaxError, ValueError):
        return "value"
    test = getattr(node, "test", None)
    if not isinstance(test, ast.Compare):
        return "value"
    return ast.unparse(test.left)


def _missing_endpoint(failure: Failure) -> str:
    endpoint = failure.facts["endpoint"]
    if endpoint is None or endpoint[2]:
        return ""
    method, path = failure.facts["request"][0], failure.facts["request"][1]
    path = path.partition("?")[0]
    return f"No function in your application answers {method} {path}."


def is_loading(failure: Failure) -> bool:
    """Say whether the chapter could not even be imported."""
    return bool(failure.facts.get("loading"))
