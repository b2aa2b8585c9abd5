"""`course start` and `course reset`: chapters and exercises are laid out."""

from pathlib import Path

import typer

from ..check.checker import check
from ..check.plan import make_plan
from ..errors import CourseError
from ..exercises import find_exercise
from ..manifest import Chapter
from ..pages import page_of
from ..start import start_chapter, start_exercise
from ..workspace import Workspace, as_typed, find_workspace, shown
from .options import ExerciseName, Force, Number, Place, find


def start(
    chapter: Number,
    exercise: ExerciseName = None,
    force: Force = False,
    workspace: Place = None,
) -> None:
    """Lay out a chapter, or a copy for an exercise, in your workspace.

    A chapter begins as the end of the one before: your own, if it passes its tests,
    else ours. An exercise begins as a copy of your chapter, else of ours; if it has
    files with something to mend, as ours with those.
    """
    _start(find(chapter), exercise, find_workspace(workspace), force=force)


def reset(
    chapter: Number, exercise: ExerciseName = None, workspace: Place = None
) -> None:
    """Begin a chapter or an exercise anew; what you have moves to backups/."""
    found, place = find(chapter), find_workspace(workspace)
    name = find_exercise(found, exercise).name if exercise else None
    copy = place.place_of(found, name)
    if not copy.exists():
        raise CourseError(
            f"There is no {shown(copy)} to reset; begin with: "
            f"course start {as_typed(found, name)}"
        )
    _start(found, name, place, force=True)


def _start(
    chapter: Chapter, exercise: str | None, workspace: Workspace, *, force: bool
) -> None:
    if exercise is not None:
        found = find_exercise(chapter, exercise)
        made = start_exercise(found, workspace, force=force)
        read = f"Its task is in {shown(found.folder / 'task.md')}."
    else:
        made = start_chapter(chapter, workspace, _passes, force=force)
        read = f"Follow {shown(page_of(chapter))} from there."
    if made.backup:
        typer.echo(f"What you had is now {shown(made.backup)}.")
    typer.echo(f"{shown(made.place)} begins as {made.origin}.")
    typer.echo(read)
    typer.echo(f"Then: course check {as_typed(chapter, exercise)}")


def _passes(chapter: Chapter, copy: Path) -> bool:
    typer.echo(f"Checking your chapter {chapter.number} ...")
    return check(make_plan(chapter), copy, progress=lambda _number, _total: None).passed
