"""Lays out what a learner works on.

A chapter begins as the end of the one before, an exercise as a copy of its chapter.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .errors import CourseError, UsageError
from .exercises import Exercise
from .manifest import Chapter, previous_chapter
from .workspace import Workspace, as_typed, copy_package, shown

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
    _refuse(place, as_typed(chapter, None), force=force)
    source, origin = _origin(chapter, workspace, passes)
    backup = _lay_out(source, place, workspace)
    return Start(place, origin, backup)


def start_exercise(exercise: Exercise, workspace: Workspace, *, force: bool) -> Start:
    """Make the learner's copy for an exercise, and put its planted files into it.

    It is a copy of the learner's own chapter if there is one, else of ours; always of
    ours if the exercise plants files, which belong to it. Raises UsageError when the
    copy exists, unless `force`, which sets it aside.
    """
    chapter = exercise.chapter
    place = workspace.place_of(chapter, exercise.name)
    _refuse(place, as_typed(chapter, exercise.name), force=force)
    source, origin = _chapter(exercise, workspace)
    planted = {exercise.name_of(file): file for file in exercise.planted}
    backup = _lay_out(source, place, workspace, planted)
    return Start(place, origin, backup)


def _refuse(place: Path, name: str, *, force: bool) -> None:
    if place.exists() and not force:
        raise UsageError(
            f"{shown(place)} is there already, and stays as it is. To go on: course "
            f"check {name}. To begin anew: course reset {name}"
        )


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


def _chapter(exercise: Exercise, workspace: Workspace) -> tuple[Path, str]:
    chapter = exercise.chapter
    ours = f"our chapter {chapter.number}"
    if exercise.planted:
        return chapter.path, f"{ours}, with the files of the exercise"
    own = workspace.place_of(chapter)
    if (own / "main.py").is_file():
        return own, f"a copy of your own chapter {chapter.number}"
    return chapter.path, f"{ours}, because there is no {shown(own / 'main.py')}"


def _lay_out(
    source: Path | None,
    place: Path,
    workspace: Workspace,
    files: Mapping[str, Path] = MappingProxyType({}),
) -> Path | None:
    """Fill the place, and return where what was there before is now.

    `files` are put over it, each at its path inside the chapter.
    """
    try:
        backup = workspace.set_aside(place) if place.exists() else None
        if source is None:
            place.mkdir(parents=True)
        else:
            copy_package(source, place)
        for name, file in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place / name)
    except OSError as error:
        raise CourseError(
            f"{place} cannot be made ({error.strerror}); name another folder with "
            "--workspace."
        ) from None
    return backup
