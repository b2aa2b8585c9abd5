"""A question in the terminal: what it asks, its options, and what there is to say."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from .grading import Grade
from .questions import AnyQuestion, Choice, Fill, Http, Order, Raises, Sql

THEME = "ansi_dark"  # the terminal's own colours, also on a light background


def show_question(question: AnyQuestion, title: str, console: Console) -> None:
    """Write the question under a rule with the title."""
    console.rule(title, align="left")
    for part in _prompt(question):
        console.print(Padding(part, (0, 0, 1, 0)))
    for number, part in enumerate(_choices(question), start=1):
        console.print(_numbered(number, part))
    console.print()


def show_grade(question: AnyQuestion, grade: Grade, console: Console) -> None:
    """Write whether the answer was right, and what to take along."""
    console.print(Text("Right." if grade.correct else "Not right.", style="bold"))
    for note in grade.notes:
        console.print(Markdown(note))
    if not grade.correct:
        console.print(_right_answers(question))
    console.print(Padding(Markdown(question.explanation), (1, 0)))
    if isinstance(question, Choice) and question.source:
        console.print(Padding(Markdown(f"Source: {question.source}"), (0, 0, 1, 0)))


def _prompt(question: AnyQuestion) -> Iterator[RenderableType]:
    yield Markdown(question.prompt)
    if question.code:
        yield _python(question.code, numbered=isinstance(question, Raises))
    if isinstance(question, Http | Sql) and question.requests:
        yield Text("\n".join(question.requests))
    if isinstance(question, Sql) and question.query:
        yield Text(f"The query: {question.query}")


def _choices(question: AnyQuestion) -> Iterator[RenderableType]:
    if isinstance(question, Order):
        yield from (Text(question.lines[number - 1]) for number in question.shown)
    elif not isinstance(question, Fill):
        for option in question.options:
            yield Text(option.label) if option.is_code else Markdown(option.label)


def _right_answers(question: AnyQuestion) -> RenderableType:
    if isinstance(question, Order):
        return _python("\n".join(question.lines))
    right = [option for option in question.options if option.correct]
    parts = (Text(o.label) if o.is_code else Markdown(o.label) for o in right)
    return Group(Text("Right is:"), *(Padding(part, (0, 0, 0, 3)) for part in parts))


def _numbered(number: int, part: RenderableType) -> Table:
    row = Table.grid(padding=(0, 1))
    row.add_row(f"{number}.", part)
    return row


def _python(code: str, *, numbered: bool = False) -> Syntax:
    return Syntax(code.strip("\n"), "python", theme=THEME, line_numbers=numbered)
