"""A small bank to be changed by a test, and the command line."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from course.quiz.bank import Bank, read_bank

# A file's tables, as tomllib reads them.
Document = dict[str, Any]
MakeBank = Callable[..., Bank]

BANK = """
[[questions]]
id = "ch04-choice"
kind = "choice"
[[questions.options]]
text = "It is two."
correct = true
why = "So it is."
proof = 'assert 1 + 1 == 2, "It is two"'
[[questions.options]]
text = "It is three."
correct = false
why = "So it is not."
proof = 'assert 1 + 1 == 3, "It is three"'

[[questions]]
id = "ch04-several"
kind = "choice"
[[questions.options]]
text = "Two is even."
correct = true
why = "It is."
proof = 'assert 2 % 2 == 0, "Two is even"'
[[questions.options]]
text = "Four is even."
correct = true
why = "It is, too."
proof = 'assert 4 % 2 == 0, "Four is even"'
[[questions.options]]
text = "Three is even."
correct = false
why = "It is odd."
proof = 'assert 3 % 2 == 0, "Three is even"'

[[questions]]
id = "ch04-fill"
kind = "fill"
code = "total = 1 ____ 1"
proof = "assert total == 2"
[[questions.options]]
spellings = ["+", "- -"]
correct = true
why = "Plus."
[[questions.options]]
spellings = ["*"]
correct = false
why = "One."

[[questions]]
id = "ch04-order"
kind = "order"
lines = ["x = 1", "y = 2", "z = x + y"]
also = [[2, 1, 3]]
proof = "assert z == 3"
"""
COMMON = {
    "revision": 1,
    "asks": "why",
    "anchor": "ch04_crud#race",
    "prompt": "Which?",
    "explanation": "So it is.",
}


def make_document(text: str = BANK) -> Document:
    """Return a bank's tables; what all questions need is filled in."""
    document = tomllib.loads(text)
    for question in document["questions"]:
        question.update(COMMON | question)
    return document


@pytest.fixture
def document() -> Document:
    """The tables of a bank of four questions."""
    return make_document()


@pytest.fixture
def bank_of() -> MakeBank:
    """Make a bank whose first question has these keys; `options` replaces its own."""

    def make(**keys: object) -> Bank:
        document = make_document()
        document["questions"][0] = COMMON | {"id": "ch04-choice"} | copy.deepcopy(keys)
        return read_bank(document, "ch04")

    return make
