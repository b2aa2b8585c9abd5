"""What a check says in the terminal; plain lines where it is not one."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.style import Style
from rich.text import Text

from ..workspace import as_typed, shown
from .checker import Answer, Progress
from .explain import Explanation
from .plan import Plan
from .verdict import Outcome

LABEL = 10


@contextmanager
def progress_bar(console: Console) -> Iterator[Progress]:
    """Show a bar over the tests while the block runs; it is gone afterwards."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Loading", total=None)

        def progress(number: int, total: int) -> None:
            bar.update(task, description="Testing", completed=number, total=total)

        yield progress


def show_answer(console: Console, answer: Answer) -> None:
    """Say where the copy is, what failed if something did, and the numbers."""
    chapter = answer.plan.chapter
    _say(console, f"Chapter {chapter.number}, {chapter.title}: {shown(answer.copy)}")
    for explanation in answer.explanations:
        show_explanation(console, explanation)
    _say(console)
    _say(console, summary(answer), "bold green" if answer.passed else "bold")
    for line in left_out(answer.plan):
        _say(console, line)
    _say(console, next_step(answer))


def show_explanation(console: Console, told: Explanation) -> None:
    """Show one failure: the promise that was broken, and what is known of it."""
    _say(console)
    _say(console, f"FAILED  {told.promise}", "bold red")
    _row(console, "With", told.given)
    _row(console, "Request", told.sent)
    _row(console, "Expected", told.expected)
    _row(console, "Came", told.came)
    if told.place:
        link = f"{told.place.file.as_uri()}#{told.place.line}"
        _row(console, "Where", str(told.place), link, told.place.name)
    _row(console, "Note", told.note)
    _row(console, "Read", told.section)
    _row(console, "", told.page, told.page)
    _row(console, "Printed", told.printed)


def summary(answer: Answer) -> str:
    """Return the line of numbers, such as `91 passed, 1 failed, 53 not reached`."""
    counts = {outcome: answer.count(outcome) for outcome in Outcome}
    named = [f"{number} {outcome}" for outcome, number in counts.items() if number]
    return f"{', '.join(named)} of {answer.total} tests in {answer.seconds:.1f} s."


def left_out(plan: Plan) -> Iterator[str]:
    """Say which of the chapter's databases the tests did not run on, if any."""
    others = [name for name in plan.chapter.databases if name not in plan.databases]
    if others:
        yield (
            f"On {' and '.join(plan.databases)}, not on {' and '.join(others)}; "
            "`course servers up` starts what is missing."
        )


def next_step(answer: Answer) -> str:
    """Return the one thing to do now."""
    number = answer.plan.chapter.number
    name = as_typed(answer.plan.chapter, answer.plan.exercise)
    if not answer.passed:
        return f"Mend it and check again. For a hint: course hint {name}"
    if answer.plan.exercise:
        return f"Exercise solved. Compare it with ours: course solution {name}"
    return f"Chapter {number} is done. What is next: course progress"


def _row(
    console: Console, label: str, text: str, link: str | None = None, more: str = ""
) -> None:
    """Write a labelled text; its later lines stand below its first one."""
    if not text:
        return
    head, *rest = text.splitlines()
    line = Text(f"  {label:<{LABEL}}", style="dim")
    line.append(head, Style(link=link, dim=False))
    line.append(f", {more}" if more else "", "not dim")
    console.print(line, soft_wrap=True)
    for part in rest:
        console.print(Text(" " * (LABEL + 2) + part), soft_wrap=True)


def _say(console: Console, text: str = "", style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)
