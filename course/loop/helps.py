"""`course hint`, `solution`, `progress` and `doctor`."""

from typing import Annotated

import typer

from .. import manifest
from ..errors import CourseError
from ..manifest import load_chapters
from ..workspace import find_workspace
from .checks import run_check
from .options import (
    ExerciseName,
    GiveUp,
    Number,
    Place,
    choose_databases,
    find,
    make_console,
)


def hint(
    chapter: Number, exercise: ExerciseName = None, workspace: Place = None
) -> None:
    """Give one hint, and a plainer one when you ask again; there are three.

    Without an exercise it is about the first test that fails or, when all pass, about
    the first exercise that you have not solved.
    """
    from ..check.memory import next_hint
    from ..check.plan import make_plan
    from ..hints import exercise_hint

    found, place = find(chapter), find_workspace(workspace)
    if exercise is None:
        plan = make_plan(found, None, choose_databases(found, None))
        answer = run_check(plan, place)
        if not answer.passed:
            typer.echo(next_hint(answer, 0, place.folder))
            return
    typer.echo(exercise_hint(found, exercise, place.folder))


def solution(
    chapter: Number,
    exercise: Annotated[str, typer.Argument(help="One of its exercises.")],
    give_up: GiveUp = False,
    workspace: Place = None,
) -> None:
    """Show the solution of an exercise as a diff, once your own passes."""
    from ..exercises import find_exercise
    from ..state import ExerciseRecord, changed_state, record_of

    found = find_exercise(find(chapter), exercise)
    with changed_state(find_workspace(workspace).folder) as state:
        record = record_of(state.exercises, found.keys) or ExerciseRecord()
        if not record.done and not give_up:
            raise CourseError(
                f"{found.name} is not solved yet: course check {chapter} {found.name}. "
                f"To see the solution all the same: course solution {chapter} "
                f"{found.name} --give-up"
            )
        record.gave_up = record.gave_up or not record.done
        state.exercises[found.keys[0]] = record
    _show_diff(found.solution())


def progress(workspace: Place = None) -> None:
    """Show what you have done: tests, exercises and quizzes of each chapter."""
    from ..progress import next_step, rows_of, show_progress
    from ..state import read_state

    state = read_state(find_workspace(workspace).folder)
    if state.notice:
        typer.echo(state.notice, err=True)
    rows = rows_of(load_chapters(manifest.ROOT), state)
    console = make_console()
    show_progress(console, rows)
    if console.is_terminal:
        typer.echo(f"\n{next_step(rows)}")


def doctor(workspace: Place = None) -> None:
    """Look for what is wrong with the environment, and say what mends it."""
    from ..doctor import examine

    problems = 0
    for finding in examine(manifest.ROOT, find_workspace(workspace)):
        problems += bool(finding.mend)
        mark = "problem" if finding.mend else "ok"
        typer.echo(f"{mark:8} {finding.what:12} {finding.state}")
        if finding.mend:
            typer.echo(f"{'':8} {'mend it:':12} {finding.mend}")
    if problems:
        raise typer.Exit(1)
    typer.echo("Everything that the course needs is there.")


def _show_diff(diff: str) -> None:
    from rich.syntax import Syntax

    console = make_console()
    if console.is_terminal:
        console.print(
            Syntax(diff, "diff", theme="ansi_dark", background_color="default")
        )
    else:
        typer.echo(diff, nl=False)
