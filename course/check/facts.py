"""What is known of a failed test: the exchange, the comparison, and the lines.

It is looked up where it happened, in the process of the tests, and sent as plain data.
"""

from collections.abc import Generator
from pathlib import Path

import httpx2
import pytest

from .places import endpoint_of, frames_of, model_of, own_frames

LONGEST = 300


class Spy:
    """A plugin of pytest: remembers the last request of a test, and its comparison."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.request: httpx2.Request | None = None
        self.response: httpx2.Response | None = None
        self.comparison: tuple[str, object, object] | None = None

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        self.comparison = (op, left, right)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self) -> Generator[None, object, object]:
        client = yield
        if isinstance(client, httpx2.Client):
            client.event_hooks = {"request": [self._sent], "response": [self._came]}
        return client

    def _sent(self, request: httpx2.Request) -> None:
        self.request = request
        self.response = None

    def _came(self, response: httpx2.Response) -> None:
        response.read()
        self.response = response


def foreign_skip(
    report: pytest.TestReport, call: pytest.CallInfo[None], chapters: Path
) -> bool:
    """Say whether the code that is tested has skipped a test; only ours may."""
    if not report.skipped or call.excinfo is None:
        return False
    own = own_frames(call.excinfo.value, chapters)
    return bool(own) or hasattr(report, "wasxfail")


def facts_of(
    item: pytest.Item,
    call: pytest.CallInfo[None],
    spy: Spy,
    chapters: Path,
    stem: str,
) -> dict[str, object]:
    """Return what the explanation needs, as texts, numbers and lists."""
    assert call.excinfo is not None
    error = call.excinfo.value
    own = own_frames(error, chapters / stem)
    return {
        "error": type(error).__name__,
        "message": _cut(str(error)),
        "loading": any(name == "load_application" for *_, name in frames_of(error)),
        "assertion": isinstance(error, AssertionError) and not own,
        "statement": _statement(call.excinfo, item),
        "comparison": _comparison(spy.comparison),
        "frames": own,
        "endpoint": endpoint_of(spy.request, stem),
        "model": model_of(stem),
        **_exchange(spy),
    }


def _statement(excinfo: pytest.ExceptionInfo[BaseException], item: pytest.Item) -> str:
    for entry in reversed(excinfo.traceback):
        if Path(entry.path) == item.path:
            return str(entry.statement).strip()
    return ""


def _comparison(comparison: tuple[str, object, object] | None) -> list[str] | None:
    if comparison is None:
        return None
    operator, left, right = comparison
    if operator == "==" and isinstance(left, dict) and isinstance(right, dict):
        left, right = _differing(left, right), _differing(right, left)
    return [operator, _shown(left), _shown(right)]


def _differing(
    one: dict[object, object], other: dict[object, object]
) -> dict[object, object]:
    missing = object()
    return {key: one[key] for key in one if other.get(key, missing) != one[key]}


def _shown(value: object) -> str:
    try:
        return _cut(repr(value))
    except Exception as error:
        return f"<{type(value).__name__}, whose repr raises {type(error).__name__}>"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _exchange(spy: Spy) -> dict[str, object]:
    if spy.request is None:
        return {"request": None, "response": None}
    path = spy.request.url.raw_path.decode(errors="replace")
    body = _cut(spy.request.read().decode(errors="replace"))
    answer = None
    if spy.response is not None:
        answer = [spy.response.status_code, _cut(spy.response.text)]
    return {"request": [spy.request.method, path, body], "response": answer}
