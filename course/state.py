"""What a learner has done: one readable file, `progress.json`, in the workspace.

    {
      "version": 1,
      "chapters": {"ch04_crud": {"passed": 91, "total": 145, "done": false, ...}},
      "exercises": {"ch04_crud/search": {"done": true, "hints": 2, "gave_up": false}},
      "quiz": {"ch04-race-409": {"revision": 1, "correct": true}}
    }

Chapters go by their stems, exercises by stem and name, questions by their ids. Keys
that this version does not know are kept.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from .errors import CourseError

FILE = "progress.json"
VERSION = 1

Record = TypeVar("Record", bound=BaseModel)


class _Kept(BaseModel):
    """Keeps the keys that it does not know."""

    model_config = ConfigDict(extra="allow")


class ChapterRecord(_Kept):
    """The last check of a chapter.

    `done` stays true once all tests have passed; `at` is an ISO time. The first failure
    is the sentence `failed`, and `hints` counts the hints seen for it.
    """

    passed: int = 0
    total: int = 0
    done: bool = False
    at: str | None = None
    failed: str | None = None
    hints: int = 0


class ExerciseRecord(_Kept):
    """An exercise: whether its tests have passed, and which help was taken."""

    done: bool = False
    hints: int = 0
    gave_up: bool = False


class QuizRecord(_Kept):
    """The last answer to a question, and the revision that was asked."""

    revision: int
    correct: bool


class State(_Kept):
    """The whole file; `notice` is a sentence for the user if reading met trouble."""

    version: int = VERSION
    chapters: dict[str, ChapterRecord] = {}
    exercises: dict[str, ExerciseRecord] = {}
    quiz: dict[str, QuizRecord] = {}
    _notice: str | None = PrivateAttr(default=None)

    @property
    def notice(self) -> str | None:
        return self._notice


def record_of(table: dict[str, Record], names: Iterable[str]) -> Record | None:
    """Return the record of the first name that has one: the present, then former."""
    return next((table[name] for name in names if name in table), None)


def read_state(workspace: Path) -> State:
    """Read the state of the workspace; there is an empty one where no file is.

    A file that cannot be understood is renamed, never deleted, and `notice` says so.
    Raises CourseError when it is of a newer version, or cannot be read at all.
    """
    path = workspace / FILE
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read ({error.strerror}); name another folder with "
            "--workspace."
        ) from None
    try:
        state = State.model_validate_json(text)
    except ValidationError:
        return _start_anew(path)
    if state.version > VERSION:
        raise CourseError(
            f"{path} was written by a newer version of the course; update the course, "
            "or move the file away to start without it."
        )
    return state


@contextmanager
def changed_state(workspace: Path) -> Iterator[State]:
    """Read the state, let the block change it, and write it in one step.

    Nothing is written when the block raises. Raises CourseError as `read_state` does,
    and when the file cannot be written.
    """
    state = read_state(workspace)
    yield state
    text = json.dumps(state.model_dump(exclude_none=True), indent=2, ensure_ascii=False)
    try:
        _replace(workspace / FILE, text + "\n")
    except OSError as error:
        raise CourseError(
            f"{workspace / FILE} cannot be written ({error.strerror}); name another "
            "folder with --workspace."
        ) from None


def _start_anew(path: Path) -> State:
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"progress.broken-{moment}.json")
    try:
        path.rename(kept)
    except OSError as error:
        raise CourseError(
            f"{path} is damaged and cannot be moved away ({error.strerror}); "
            "move it by hand."
        ) from None
    state = State()
    state._notice = f"{path} was damaged. It is kept as {kept.name}; a new one begins."
    return state


def _replace(path: Path, text: str) -> None:
    """Write through a second file: whoever reads sees the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".progress-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
