"""The answer as `results.json`, version 3 of Exercism's format for test runners.

The format: https://exercism.org/docs/building/tooling/test-runners/interface. Our own
keys begin with `x_`. The format has no word for a test that was not reached: it is an
`error` whose message says so, and `x_reached` is false. `task_id` counts the sections.
"""

import ast
import textwrap
from pathlib import Path

from ..workspace import shown
from .checker import Answer
from .explain import Explanation
from .plan import Item
from .verdict import Kind, Outcome
from .words import is_loading

LONGEST_OUTPUT = 500
STATUS = {
    Outcome.PASSED: "pass",
    Outcome.SKIPPED: "pass",
    Outcome.FAILED: "fail",
    Outcome.NOT_REACHED: "error",
}

Json = dict[str, object]


def results(answer: Answer) -> Json:
    """Return the document, with every test of the plan in the order of teaching."""
    pairs = zip(answer.verdict.failures, answer.explanations, strict=True)
    told = {failure.item: explanation for failure, explanation in pairs}
    status = _status(answer)
    document: Json = {"version": 3, "status": status}
    if status == "error":
        document["message"] = message(answer.explanations[0])
    return document | {
        "tests": [
            _test(answer, item, told.get(item)) for item in answer.verdict.outcomes
        ],
        "x_chapter": answer.plan.chapter.stem,
        "x_exercise": answer.plan.exercise,
        "x_copy": str(answer.copy),
        "x_counts": {str(outcome): answer.count(outcome) for outcome in Outcome},
        "x_seconds": round(answer.seconds, 3),
    }


def message(told: Explanation) -> str:
    """Return an explanation as lines of text."""
    lines = {
        "With": told.given,
        "Request": told.sent,
        "Expected": told.expected,
        "Came": told.came,
        "Where": str(told.place or ""),
        "Note": told.note,
        "Read": told.section,
    }
    return "\n".join(f"{label}: {text}" for label, text in lines.items() if text)


def _status(answer: Answer) -> str:
    """Nothing ran: that is an error and not a failure."""
    if answer.passed:
        return "pass"
    (first, *_) = answer.verdict.failures
    ran = first.kind == Kind.TEST and not is_loading(first)
    return "fail" if answer.count(Outcome.PASSED) or ran else "error"


def _test(answer: Answer, item: Item, told: Explanation | None) -> Json:
    outcome = answer.verdict.outcomes[item]
    test: Json = {
        "name": f"{item.sentence} ({item.given})" if item.given else item.sentence,
        "status": STATUS[outcome],
        "test_code": _code(answer.plan.chapter.root, item.id),
        "task_id": item.number,
        "x_id": item.id,
        "x_section": item.step.anchor,
        "x_reached": outcome != Outcome.NOT_REACHED,
    }
    if outcome == Outcome.NOT_REACHED:
        test["message"] = "Not reached: mend the failure before it first."
    return test | (_failed(told) if told else {})


def _failed(told: Explanation) -> Json:
    place = told.place
    return {
        "message": message(told),
        "output": told.printed[-LONGEST_OUTPUT:] or None,
        "x_request": told.sent or None,
        "x_expected": told.expected,
        "x_came": told.came,
        "x_file": shown(place.file) if place else None,
        "x_line": place.line if place else None,
        "x_page": told.page,
    }


def _code(root: Path, id: str) -> str:
    """Return the body of a test; a promise stands in the file that it comes from."""
    file, _, rest = id.partition("::")
    name = rest.partition("[")[0]
    source = (root / file).read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            return _code(root, f"{(node.module or '').replace('.', '/')}.py::{name}")
        if isinstance(node, ast.FunctionDef) and node.name == name:
            lines = source.splitlines()[node.body[0].lineno - 1 : node.end_lineno]
            return textwrap.dedent("\n".join(lines))
    return ""
