"""Judge a reader's answer to a question."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .options import FillOption
from .questions import AnyQuestion, Fill, Order, plain


@dataclass(frozen=True)
class Grade:
    """Whether an answer is right, and in Markdown what there is to say about it."""

    correct: bool
    notes: tuple[str, ...]


def grade_options(question: AnyQuestion, chosen: Collection[int]) -> Grade:
    """Judge the options chosen, by their numbers from 1.

    All right ones have to be chosen and no other. There is a note for each chosen one.
    """
    numbered = dict(enumerate(question.options, start=1))
    right = {number for number, option in numbered.items() if option.correct}
    notes = [numbered[number].why for number in sorted(chosen)]
    if set(chosen) < right:
        notes.append("There is more that is right.")
    return Grade(set(chosen) == right, tuple(notes))


def grade_order(question: Order, order: Sequence[int]) -> Grade:
    """Judge an order of the lines, by their numbers from 1."""
    if list(order) in question.orders:
        return Grade(True, ())
    longest = max(_common(order, right) for right in question.orders)
    wrong = question.lines[order[longest] - 1]
    return Grade(False, (f"It goes wrong at the line `{wrong}`.",))


def grade_fill(question: Fill, spelling: str) -> Grade:
    """Judge what was typed into the blank: only its listed spellings are known."""
    option = find_spelling(question, spelling)
    if option is None:
        return Grade(False, ("This is not one of the fillings that were tried.",))
    return Grade(option.correct, (option.why,))


def find_spelling(question: Fill, spelling: str) -> FillOption | None:
    """Return the option that lists the spelling; blanks and quotes do not count."""
    for option in question.options:
        if plain(spelling) in map(plain, option.spellings):
            return option
    return None


def _common(order: Sequence[int], right: Sequence[int]) -> int:
    """Return how many lines at the beginning are the same."""
    return next(_differences(order, right), len(right))


def _differences(order: Sequence[int], right: Sequence[int]) -> Iterator[int]:
    pairs = zip(order, right, strict=True)
    return (place for place, (mine, its) in enumerate(pairs) if mine != its)
