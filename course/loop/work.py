"""`course start` and `course reset`: a chapter is laid out in the workspace."""

from pathlib import Path

import typer

from ..check.checker import check
from ..check.plan import make_plan
from ..errors import CourseError
from ..exercises import find_exercise
from ..manifest import Chapter
from ..pages import page_of
from ..start import start_chapter, start_exercise
from ..workspace import Workspace, find_workspace, shown
from .options import ExerciseName, Force, Number, Place, find


def start(
    chapter: Number,
    exercise: ExerciseName = None,
    force: Force = False,
    workspace: Place = None,
) -> None:
    """Lay out a chapter in your workspace, where you write it.

    It begins as the end of the chapter before: your own, if it passes its tests, else
    ours. With an exercise that has files to begin with, those are put into your copy.
    """
    _start(find(chapter), exercise, find_workspace(workspace), force=force)


def reset(chapter: Number, workspace: Place = None) -> None:
    """Begin a chapter anew; what you have moves to backups/ in the workspace."""
    found, place = find(chapter), find_workspace(workspace)
    if not place.place_of(found).exists():
        raise CourseError(
            f"There is no {shown(place.place_of(found))} to reset; begin with: "
            f"course start {found.number}"
        )
    _start(found, None, place, force=True)


def _start(
    chapter: Chapter, exercise: str | None, workspace: Workspace, *, force: bool
) -> None:
    if exercise is not None:
        made = start_exercise(find_exercise(chapter, exercise), workspace)
    else:
        made = start_chapter(chapter, workspace, _passes, force=force)
    if made.backup:
        typer.echo(f"What you had is now {shown(made.backup)}.")
    typer.echo(f"{shown(made.place)} begins as {made.origin}.")
    typer.echo(f"Follow {shown(page_of(chapter))} from there.")
    typer.echo(f"Then: course check {chapter.number}")


def _passes(chapter: Chapter, copy: Path) -> bool:
    typer.echo(f"Checking your chapter {chapter.number} ...")
    return check(make_plan(chapter), copy, progress=lambda _number, _total: None).passed
