"""What is remembered of an answer, and the hint that follows from it."""

from datetime import UTC, datetime
from pathlib import Path

from ..exercises import find_exercise
from ..hints import LEVELS, hints_for, said
from ..state import (
    ChapterRecord,
    ExerciseRecord,
    State,
    changed_state,
    record_of,
)
from .checker import Answer
from .verdict import Outcome


def remember(answer: Answer, folder: Path) -> str | None:
    """Write an answer into the state in `folder`; return its notice, if it has one."""
    with changed_state(folder) as state:
        if answer.plan.exercise:
            _remember_exercise(answer, answer.plan.exercise, state)
        else:
            _remember_chapter(answer, state)
    return state.notice


def next_hint(answer: Answer, number: int, folder: Path) -> str:
    """Return the next hint for failure `number` of an answer, and count it."""
    told = answer.explanations[number]
    chapter = answer.plan.chapter
    with changed_state(folder) as state:
        record = _record(answer, state)
        record.hints = record.hints + 1 if record.failed == told.promise else 1
        record.hints = min(record.hints, LEVELS)
        record.failed = told.promise
        state.chapters[chapter.stem] = record
    place, symbol = "", ""
    if told.place:
        place = told.place.file.relative_to(answer.copy).as_posix()
        symbol = told.place.name
    hints = hints_for(chapter, told.section, told.expected, place, symbol)
    again = f"course hint {chapter.number}"
    return f"{told.promise}.\n{said(record.hints, hints[record.hints - 1], again)}"


def _remember_exercise(answer: Answer, name: str, state: State) -> None:
    exercise = find_exercise(answer.plan.chapter, name)
    record = record_of(state.exercises, exercise.keys) or ExerciseRecord()
    record.done = record.done or answer.passed
    state.exercises[exercise.keys[0]] = record


def _remember_chapter(answer: Answer, state: State) -> None:
    record = _record(answer, state)
    failed = answer.explanations[0].promise if answer.explanations else None
    if failed != record.failed:
        record.hints = 0
    record.failed = failed
    record.passed = answer.count(Outcome.PASSED) + answer.count(Outcome.SKIPPED)
    record.total = answer.total
    record.done = record.done or answer.passed
    record.at = datetime.now(UTC).isoformat(timespec="seconds")
    state.chapters[answer.plan.chapter.stem] = record


def _record(answer: Answer, state: State) -> ChapterRecord:
    chapter = answer.plan.chapter
    names = (chapter.stem, *chapter.formerly)
    return record_of(state.chapters, names) or ChapterRecord()
