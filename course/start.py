"""Lays out a chapter's work: the end of the chapter before is where it begins."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .errors import CourseError, UsageError
from .exercises import Exercise
from .manifest import Chapter, previous_chapter
from .workspace import Workspace, copy_package, shown

# Says whether a learner's copy of a chapter passes that chapter's tests.
Passes = Callable[[Chapter, Path], bool]


@dataclass(frozen=True)
class Start:
    """What was made: the folder, what it is a copy of, and where the old one is."""

    place: Path
    origin: str
    backup: Path | None


def start_chapter(
    chapter: Chapter, workspace: Workspace, passes: Passes, *, force: bool
) -> Start:
    """Make the learner's folder of a chapter from the end of the one before.

    The learner's own copy of that one is taken if it passes its tests, else ours.
    Raises UsageError when the folder exists, unless `force`, which sets it aside.
    """
    place = workspace.place_of(chapter)
    if place.exists() and not force:
        raise UsageError(
            f"{shown(place)} is there already, and stays as it is. To go on: course "
            f"check {chapter.number}. To begin anew: course reset {chapter.number}"
        )
    source, origin = _origin(chapter, workspace, passes)
    try:
        backup = workspace.set_aside(place) if place.exists() else None
        _lay_out(source, place)
    except OSError as error:
        raise CourseError(
            f"{place} cannot be made ({error.strerror}); name another folder with "
            "--workspace."
        ) from None
    return Start(place, origin, backup)


def start_exercise(exercise: Exercise, workspace: Workspace) -> Start:
    """Put an exercise's planted files into the learner's copy, and keep a backup.

    Raises UsageError when there is no copy, or when the exercise plants nothing.
    """
    place = workspace.copy_of(exercise.chapter)
    number = exercise.chapter.number
    if not exercise.planted:
        raise UsageError(
            f"{exercise.name} begins with your own {shown(place)}. Its task is in "
            f"{shown(exercise.folder / 'task.md')}; then: "
            f"course check {number} {exercise.name}"
        )
    backup = workspace.set_aside(place)
    copy_package(backup, place)
    for file in exercise.planted:
        shutil.copy(file, place)
    return Start(place, "your own chapter, with the exercise's files", backup)


def _origin(
    chapter: Chapter, workspace: Workspace, passes: Passes
) -> tuple[Path | None, str]:
    previous = previous_chapter(chapter)
    if previous is None:
        return None, "an empty folder"
    own = workspace.place_of(previous)
    if not (own / "main.py").is_file():
        return previous.path, f"our chapter {previous.number}"
    if passes(previous, own):
        return own, f"your own chapter {previous.number}, which passes its tests"
    return (
        previous.path,
        f"our chapter {previous.number}, because yours does not pass its tests yet",
    )


def _lay_out(source: Path | None, place: Path) -> None:
    if source is None:
        place.mkdir(parents=True)
    else:
        copy_package(source, place)
