"""The question bank: `quizzes/chNN_topic.toml`, one file for each chapter.

A bank holds four to eight `[[questions]]`; at least half of them ask why. The keys of
every question:

    id           "ch04-race-409": the chapter, then words; it never changes
    revision     1; raised when a change means that the question must be asked again
    kind         one of the seven below
    asks         "why", for a reason, or "what", for a fact
    anchor       "ch04_crud#insert-first": the page and the heading that teach it
    prompt       the question, in Markdown
    explanation  what the reader should take along, in Markdown
    setup        Python that is not shown and runs first (optional)
    database     "mysql" or "postgresql": the proofs run on such a server, each in a
                 database of its own (optional; otherwise on SQLite). Without a server
                 they are skipped; with REQUIRE_SERVERS=1 that is a failure

Each of its `[[questions.options]]`, two to six, has `correct`, true or false, and
`why`, in Markdown: why it is right, or what is wrong with believing it. The kinds:

    choice  options with `text` in Markdown and `proof`; one or several are right;
            `code`, shown, runs before each proof (optional); a choice that cannot be
            proven has a `source`, a primary one, and no proofs
    output  `code` prints; options with `text`, what it might print
    raises  `code` raises; options with `raises`, the name of an exception's class, and
            the `line` of the code; or with raises = "nothing"
    http    `requests`, such as 'POST /users {"username": "alpha"}', are sent in this
            order; options with the `status` of the last answer and, if it matters, its
            `body`: JSON in which `...` before a closing brace stands for more fields
    sql     `code` or `requests` run; options with `sends`, how each statement begins
            (BEGIN, COMMIT and ROLLBACK count when one of the options names them); or,
            with a `query` in the question, options with `rows`, such as "alpha | NULL";
            [] for none
    order   `lines` in a right order, two to five; `also` (optional), further right
            orders, such as [[2, 1, 3]]; `proof` runs after the lines. No options: all
            other orders are wrong, and that is proven too
    fill    a blank `____` in `code` or else in `prompt`; options with `spellings`;
            `proof` runs after the filled code and finds the spelling in `answer`

A proof is Python. It passes for a right option. For a wrong one it fails, with an
AssertionError and nothing else. An option's `proof` has at least one
`assert CONDITION, "WORDS"`, whose words stand in the text of this option and of no
other. So a proof belongs to one option, and what fails is what the option claims. The
other kinds check what their options say; of `order` and `fill`, a wrong line or
spelling may fail with any exception.

A `setup` at the top of the file runs before each question's own. `sandbox` lists the
names that all of this code finds.
"""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from course.errors import CourseError
from course.manifest import Chapter

from .options import Code, Strict
from .problems import describe
from .questions import AnyQuestion, check_python

FOLDER = "quizzes"
FEWEST, MOST = 4, 8


class BankError(CourseError):
    """A bank is wrong; the message names the file, the question and the option."""


class Bank(Strict):
    """A chapter's questions, and the code that runs before each of them."""

    setup: Code | None = None
    questions: Annotated[list[AnyQuestion], Field(min_length=FEWEST, max_length=MOST)]


def bank_path(chapter: Chapter) -> Path:
    """Return where the chapter's bank is, or belongs."""
    return chapter.root / FOLDER / f"{chapter.stem}.toml"


def load_bank(chapter: Chapter) -> Bank:
    """Read and validate the chapter's bank.

    Raises BankError when there is none, or for the first thing that is wrong in it.
    """
    name = f"{FOLDER}/{chapter.stem}.toml"
    try:
        text = bank_path(chapter).read_text(encoding="utf-8")
    except OSError as error:
        raise BankError(f"{name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BankError(f"{name} is not a text in UTF-8.") from None
    return _parse(text, name, chapter.name)


@lru_cache  # each page of the site asks for all banks
def _parse(text: str, name: str, chapter: str) -> Bank:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BankError(f"{name} is not TOML: {error}.") from None
    try:
        return read_bank(document, chapter)
    except ValidationError as error:
        raise BankError(f"{name}, {describe(error, document)}.") from None
    except ValueError as error:
        raise BankError(f"{name}, {error}.") from None


def read_bank(document: dict[str, object], chapter: str) -> Bank:
    """Return the bank of the `chapter`, such as ch04, from its file's tables.

    Raises ValueError for the first thing that is wrong.
    """
    bank = Bank.model_validate(document)
    check_python("setup", bank.setup)
    _check_ids([question.id for question in bank.questions], chapter)
    whys = sum(question.asks == "why" for question in bank.questions)
    if whys * 2 < len(bank.questions):
        raise ValueError("at least half of the questions must ask why")
    return bank


def _check_ids(ids: Sequence[str], chapter: str) -> None:
    for name in ids:
        if not name.startswith(f"{chapter}-"):
            raise ValueError(f"{name}: the id must begin with {chapter}-")
        if ids.count(name) > 1:
            raise ValueError(f"{name}: two questions have this id")
