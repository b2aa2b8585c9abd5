"""The quiz in the terminal: ask, judge at once, explain, and count.

A result is written as JSON, in a form of our own:

    {"format": "course-quiz", "version": 1, "chapter": "ch04_crud", "right": 6,
     "total": 8, "percent": 75, "passed": true, "questions": [
       {"id": "ch04-race-409", "revision": 1, "kind": "choice", "answer": "3",
        "correct": true}, ...]}

`answer` is what was typed, null for a question that was skipped. `passed` is null
without a pass mark.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from course.errors import UsageError

from .bank import Bank
from .grading import Grade, grade_fill, grade_options, grade_order
from .questions import AnyQuestion, Fill, Order
from .show import show_grade, show_question

HELP = "Enter alone skips a question, q ends the quiz."
QUIT = "q"


@dataclass(frozen=True)
class Answer:
    """What was typed for a question, None if nothing, and whether it was right."""

    id: str
    revision: int
    kind: str
    answer: str | None
    correct: bool


class _QuitError(Exception):
    """The reader wants no more questions."""


def ask(bank: Bank, console: Console) -> list[Answer]:
    """Ask all questions; those after a `q` or the end of the input are not answered."""
    console.print(HELP)
    answers = list(_ask_until_quit(bank.questions, console))
    rest = bank.questions[len(answers) :]
    return answers + [_note(question, None, correct=False) for question in rest]


def percent(answers: Sequence[Answer]) -> int:
    """Return the share of right answers, from 0 to 100, rounded down."""
    return sum(answer.correct for answer in answers) * 100 // len(answers)


def write_result(
    path: Path, stem: str, answers: Sequence[Answer], pass_mark: int | None
) -> None:
    """Write the result as JSON; UsageError when the file cannot be written."""
    reached = percent(answers)
    result = {
        "format": "course-quiz",
        "version": 1,
        "chapter": stem,
        "right": sum(answer.correct for answer in answers),
        "total": len(answers),
        "percent": reached,
        "passed": None if pass_mark is None else reached >= pass_mark,
        "questions": [asdict(answer) for answer in answers],
    }
    try:
        path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def _ask_until_quit(
    questions: Sequence[AnyQuestion], console: Console
) -> Iterator[Answer]:
    try:
        for number, question in enumerate(questions, start=1):
            show_question(question, f"Question {number} of {len(questions)}", console)
            yield _ask_one(question, console)
    except (_QuitError, EOFError):
        console.print()


def _ask_one(question: AnyQuestion, console: Console) -> Answer:
    """Ask until the answer can be understood."""
    while True:
        typed = console.input(_wish(question), markup=False).strip()
        if typed == QUIT:
            raise _QuitError
        if not typed:
            return _note(question, None, correct=False)
        try:
            grade = _judge(question, typed)
        except ValueError as error:
            console.print(str(error), markup=False)
            continue
        show_grade(question, grade, console)
        return _note(question, typed, correct=grade.correct)


def _judge(question: AnyQuestion, typed: str) -> Grade:
    """Grade what was typed; ValueError, with a sentence, if it is no answer at all."""
    if isinstance(question, Fill):
        return grade_fill(question, typed)
    if isinstance(question, Order):
        order = _numbers(typed, len(question.lines))
        if sorted(order) != question.orders[0]:
            raise ValueError(f"Give each number from 1 to {len(question.lines)} once.")
        return grade_order(question, [question.shown[place - 1] for place in order])
    return grade_options(question, set(_numbers(typed, len(question.options))))


def _numbers(typed: str, most: int) -> list[int]:
    words = typed.replace(",", " ").split()
    if not all(word.isdecimal() and 1 <= int(word) <= most for word in words):
        raise ValueError(f"Give numbers from 1 to {most}, with blanks between them.")
    return [int(word) for word in words]


def _wish(question: AnyQuestion) -> str:
    if isinstance(question, Fill):
        return "In the blank: "
    if isinstance(question, Order):
        return "The numbers in the right order: "
    right = sum(option.correct for option in question.options)
    return "The number: " if right == 1 else "The numbers of all right answers: "


def _note(question: AnyQuestion, answer: str | None, *, correct: bool) -> Answer:
    return Answer(question.id, question.revision, question.kind, answer, correct)
