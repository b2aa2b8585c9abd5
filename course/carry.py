"""Carry a fix in an early chapter forward through the chapters after it.

The change to the early chapter's file is merged into the next chapter's copy; what it
did to that copy is the change for the chapter after, and so on. Uncommitted edits of a
later copy stay where they are: they are merged with the fix and not carried further.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import git
from .change import Addition, Change, Deletion, Edit
from .errors import CourseError, UsageError
from .manifest import Chapter, UnknownChapterError, belongs, find_chapter, load_chapters
from .step import Outcome, Step, read_copy

UNTOUCHED = {Outcome.UNCHANGED, Outcome.NOT_THERE}


@dataclass(frozen=True)
class Plan:
    """The steps in order, up to a conflict, and the chapters not reached after it."""

    steps: tuple[Step, ...]
    waiting: tuple[Chapter, ...]

    @property
    def conflict(self) -> Step | None:
        last = self.steps[-1] if self.steps else None
        return last if last and last.outcome is Outcome.CONFLICT else None


def locate(name: str, root: Path) -> tuple[Chapter, str]:
    """Find the chapter, and the file in it, that the user calls `name`.

    `name` is a path, or a chapter and a file: `4/main.py`, `ch04/main.py`. The file
    need not exist: it may have been deleted. Raises UsageError for anything else.
    """
    chapters = load_chapters(root)
    folder, path = (root / "chapters").resolve(), Path(name).resolve()
    inside = path.relative_to(folder) if path.is_relative_to(folder) else Path(name)
    stem, *rest = inside.parts or ("",)
    file = PurePosixPath(*rest)
    try:
        chapter = find_chapter(stem, chapters)
    except UnknownChapterError:
        raise _not_a_file(name, chapters) from None
    if not rest or not belongs(file) or (chapter.path / file).is_dir():
        raise _not_a_file(name, chapters)
    return chapter, str(file)


def make_plan(chapter: Chapter, file: str, revision: str = "HEAD") -> Plan:
    """Say what becomes of `file` in the chapters after `chapter`; touch nothing.

    The change to carry is the one from git's `revision` to the file on disk. Raises
    UsageError without a git checkout or such a revision, CourseError where there is
    nothing to carry or the user has to decide first.
    """
    root = chapter.root
    git.require_revision(root, revision)
    change = _first_change(chapter, file, revision)
    later = load_chapters(root)[chapter.number :]
    steps: list[Step] = []
    for position, target in enumerate(later, start=1):
        dropped = any(file in passed.removed for passed in later[:position])
        step, change = change.meet(read_copy(target, file, dropped=dropped))
        steps.append(step)
        if step.outcome is Outcome.CONFLICT:
            return Plan(tuple(steps), later[position:])
    return Plan(tuple(steps), ())


def apply_plan(plan: Plan) -> None:
    """Write the planned texts, with conflict markers where the plan has a conflict."""
    for step in plan.steps:
        if step.outcome in UNTOUCHED:
            continue
        try:
            _write(step.copy.path, step.text)
        except OSError as error:
            raise CourseError(f"{step.copy.name}: {error.strerror}.") from None


def _first_change(chapter: Chapter, file: str, revision: str) -> Change:
    copy = read_copy(chapter, file, revision)
    before, after = copy.committed, copy.current
    if after is None:
        if before is None:
            raise UsageError(f"There is no file {copy.name}, on disk or in {revision}.")
        return Deletion(copy.name, before)
    if before is None:
        return Addition(copy.name, after)
    if before == after:
        raise CourseError(
            f"{copy.name} has not changed since {revision}: change it first, or name "
            "a revision before the change with --base."
        )
    return Edit(copy.name, before, after)


def _not_a_file(name: str, chapters: Sequence[Chapter]) -> UsageError:
    example = f"chapters/{chapters[-1].stem}/main.py"
    return UsageError(f"{name} is not a file of a chapter; name one such as {example}.")


def _write(path: Path, text: bytes | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
