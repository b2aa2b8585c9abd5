"""Hints in three levels: for a test that fails, and for an exercise.

Those for a test are the idea, the place, and our code. Those for an exercise are
written by its author.
"""

import ast
from pathlib import Path

from .errors import UsageError
from .exercises import Exercise, exercises_of, find_exercise
from .manifest import Chapter
from .state import ExerciseRecord, State, changed_state, record_of

LEVELS = 3


def said(level: int, text: str, again: str) -> str:
    """Return a hint with its number, and how to get the next one."""
    more = f"For a plainer one: {again}" if level < LEVELS else "This was the last one."
    return f"Hint {level} of {LEVELS}. {text}\n\n{more}"


def exercise_hint(chapter: Chapter, name: str | None, folder: Path) -> str:
    """Return the next hint for an exercise, and count it in the state in `folder`.

    Without a name it is the first exercise that is not solved. Raises UsageError when
    there is no exercise to help with.
    """
    with changed_state(folder) as state:
        exercise = find_exercise(chapter, name) if name else _unsolved(chapter, state)
        record = record_of(state.exercises, exercise.keys) or ExerciseRecord()
        hints = exercise.hints()
        record.hints = min(record.hints + 1, LEVELS)
        state.exercises[exercise.keys[0]] = record
    again = f"course hint {chapter.number} {exercise.name}"
    text = said(record.hints, hints[record.hints - 1], again)
    return f"Exercise {exercise.name}. {text}"


def _unsolved(chapter: Chapter, state: State) -> Exercise:
    for exercise in exercises_of(chapter):
        record = record_of(state.exercises, exercise.keys)
        if record is None or not record.done:
            return exercise
    raise UsageError(
        f"All tests of chapter {chapter.number} pass and no exercise is left; "
        "what is next: course progress"
    )


def hints_for(
    chapter: Chapter, section: str, expected: str, place: str, symbol: str
) -> tuple[str, str, str]:
    """Return three hints for a failing test of `chapter`.

    `section` is what to read, `expected` what the test wants, `place` a path in the
    package with a line, such as `main.py:44`, or empty, and `symbol` the name of the
    function or class that stands there.
    """
    file = place.partition(":")[0] or "main.py"
    where = f"`{symbol}` in {file}" if symbol else file
    return (
        f"The idea is in {section}. Read it once more, then look at {where}.",
        f"The test wants {expected}. Follow one request through {where}, line by line, "
        "and find the first line after which that cannot come about any more.",
        _our_code(chapter, file, symbol),
    )


def _our_code(chapter: Chapter, file: str, symbol: str) -> str:
    path = chapter.path / file
    if not path.is_file():
        return f"Our chapter has no {file}; its files are at the end of the page."
    code = _source_of(path, symbol)
    if not code:
        names = ", ".join(_names(path))
        return f"Our {file} defines {names}. Which of them is missing in yours?"
    return f"This is `{symbol}` in ours:\n\n{code}"


def _source_of(path: Path, symbol: str) -> str:
    source = path.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if getattr(node, "name", None) == symbol:
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(item.lineno for item in decorators)])
            return "\n".join(source.splitlines()[first - 1 : node.end_lineno])
    return ""


def _names(path: Path) -> list[str]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return [
        node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
