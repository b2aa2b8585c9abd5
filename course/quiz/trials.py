"""What has to be tried for a question: each option, order or spelling, once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import permutations

from .claims import find_claims
from .facts import CODE, check_http, check_output, check_raises, check_sql
from .questions import AnyQuestion, Choice, Fill, Http, Order, Output, Raises, Sql
from .sandbox import Sandbox

PROOF = "<proof>"
CHECKS: dict[str, Callable[..., None]] = {
    "output": check_output,
    "raises": check_raises,
    "http": check_http,
    "sql": check_sql,
}


@dataclass(frozen=True)
class Trial:
    """One claim: `place` names it, `run` raises an exception if it does not hold.

    `claims` are the messages with which it may fail, any if None. `any_error` allows
    for other exceptions than AssertionError.
    """

    place: str
    correct: bool
    run: Callable[[Sandbox], None]
    claims: tuple[str, ...] | None = None
    any_error: bool = False


def find_trials(question: AnyQuestion) -> Iterator[Trial]:
    """Yield the trials of a question; none for options without a proof."""
    match question:
        case Choice():
            yield from _choice(question)
        case Order():
            yield from _order(question)
        case Fill():
            yield from _fill(question)
        case _:
            yield from _facts(question)


def _choice(question: Choice) -> Iterator[Trial]:
    for number, option in enumerate(question.options, start=1):
        if option.proof is not None:
            run = partial(_run_proof, code=question.code, proof=option.proof)
            claims = tuple(find_claims(option.proof))
            yield Trial(f"option {number}", option.correct, run, claims)


def _run_proof(sandbox: Sandbox, code: str | None, proof: str) -> None:
    sandbox.run(code, CODE)
    sandbox.run(proof, PROOF)


def _facts(question: Output | Raises | Http | Sql) -> Iterator[Trial]:
    for number, option in enumerate(question.options, start=1):
        run = partial(CHECKS[question.kind], question, option)
        yield Trial(f"option {number}", option.correct, run)


def _order(question: Order) -> Iterator[Trial]:
    numbers = range(1, len(question.lines) + 1)
    for order in permutations(numbers):
        code = "\n".join(question.lines[number - 1] for number in order)
        run = partial(_run_proof, code=code, proof=question.proof)
        correct = list(order) in question.orders
        yield Trial(f"order {list(order)}", correct, run, any_error=True)


def _fill(question: Fill) -> Iterator[Trial]:
    for option in question.options:
        for spelling in option.spellings:
            run = partial(_run_filled, question=question, spelling=spelling)
            yield Trial(f"spelling {spelling!r}", option.correct, run, any_error=True)


def _run_filled(sandbox: Sandbox, question: Fill, spelling: str) -> None:
    vars(sandbox.module)["answer"] = spelling
    _run_proof(sandbox, question.filled(spelling), question.proof)
