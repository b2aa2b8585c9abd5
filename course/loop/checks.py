"""`course check` and `course watch`: the tests run on the learner's copy."""

import json

import typer

from ..check import checker
from ..check.checker import Answer
from ..check.plan import Plan, make_plan
from ..workspace import Workspace, find_workspace
from .options import (
    All,
    AsJson,
    Databases,
    ExerciseName,
    Number,
    Place,
    choose_databases,
    find,
    make_console,
)


def check(
    chapter: Number,
    exercise: ExerciseName = None,
    everything: All = False,
    as_json: AsJson = False,
    db: Databases = None,
    workspace: Place = None,
) -> None:
    """Run a chapter's tests on your copy; stop at the first failure, in its order.

    First come the promises of earlier chapters, then the chapter's sections. An
    exercise has a copy of its own, and its tests come last. Exit code 0: all tests
    pass; 1: one fails; 2: there is nothing to test.
    """
    place, found = find_workspace(workspace), find(chapter)
    plan = make_plan(found, exercise, choose_databases(found, db))
    answer = run_check(plan, place, everything=everything)
    if as_json:
        from ..check.results import results

        typer.echo(json.dumps(results(answer), indent=2))
    else:
        from ..check.screen import show_answer

        show_answer(make_console(), answer)
    if not answer.passed:
        raise typer.Exit(1)


def watch(
    chapter: Number,
    exercise: ExerciseName = None,
    db: Databases = None,
    workspace: Place = None,
) -> None:
    """Check your copy whenever you save it; single keys do the rest. Ctrl-C ends it."""
    from ..check.memory import next_hint
    from ..check.watch import Watch
    from ..hints import exercise_hint

    found, place = find(chapter), find_workspace(workspace)

    def tell(answer: Answer, shown: int) -> str:
        if exercise:
            return exercise_hint(found, exercise, place.folder)
        return next_hint(answer, shown, place.folder)

    def keep(answer: Answer) -> None:
        record(answer, place)

    plan = make_plan(found, exercise, choose_databases(found, db))
    copy = place.copy_of(found, exercise)
    Watch(plan, copy, make_console(), tell, keep).run()


def run_check(plan: Plan, workspace: Workspace, *, everything: bool = False) -> Answer:
    """Check the learner's copy behind a progress bar, and remember the answer."""
    from rich.console import Console

    from ..check.screen import progress_bar

    copy = workspace.copy_of(plan.chapter, plan.exercise)
    with progress_bar(Console(stderr=True)) as bar:
        answer = checker.check(plan, copy, everything=everything, progress=bar)
    record(answer, workspace)
    return answer


def record(answer: Answer, workspace: Workspace) -> None:
    """Remember an answer in the workspace's progress."""
    from ..check.memory import remember

    notice = remember(answer, workspace.folder)
    if notice:
        typer.echo(notice, err=True)
