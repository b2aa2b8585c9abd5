"""The seven kinds of questions as classes; `bank` documents their keys."""

import ast
from collections.abc import Sequence
from itertools import permutations
from math import factorial
from typing import Annotated, Literal, Self
from zlib import crc32

from pydantic import Field, StringConstraints, model_validator

from .claims import check_claims
from .options import (
    NOTHING,
    ChoiceOption,
    Code,
    FillOption,
    HttpOption,
    Option,
    OutputOption,
    RaisesOption,
    SqlOption,
    Strict,
    Text,
)

BLANK = "____"
MOST_LINES = 5  # 120 orders, and each of them is run

Id = Annotated[str, StringConstraints(pattern=r"^ch[0-9]{2}(-[a-z0-9]+)+$")]
Anchor = Annotated[str, StringConstraints(pattern=r"^ch[0-9]{2}_[a-z0-9_]+#[\w-]+$")]
Request = Annotated[
    str, StringConstraints(pattern=r"^(DELETE|GET|PATCH|POST|PUT) /\S*( \S.*)?$")
]
Several = Field(min_length=2, max_length=6)


class Question(Strict):
    """What all questions have; only `order` has no options."""

    id: Id
    revision: Annotated[int, Field(ge=1)]
    asks: Literal["why", "what"]
    anchor: Anchor
    prompt: Text
    explanation: Text
    database: Literal["mysql", "postgresql"] | None = None
    setup: Code | None = None
    code: Code | None = None
    options: Sequence[Option] = ()

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        check_python("setup", self.setup)
        if self.options:
            self._check_options()
        return self

    def _check_options(self) -> None:
        if len({option.correct for option in self.options}) == 1:
            raise ValueError("needs a right option and a wrong one")
        labels = [option.label for option in self.options]
        for label in labels:
            if labels.count(label) > 1:
                raise ValueError(f"two options say the same: {label}")


class Choice(Question):
    """One or several claims are right."""

    kind: Literal["choice"]
    source: Text | None = None
    options: Annotated[list[ChoiceOption], Several]

    @model_validator(mode="after")
    def _is_choice(self) -> Self:
        check_python("code", self.code)
        check_claims(self.options)
        if self.source and any(option.proof for option in self.options):
            raise ValueError("has proofs, so leave out 'source'")
        return self


class Output(Question):
    """What does the code print?"""

    kind: Literal["output"]
    code: Code
    options: Annotated[list[OutputOption], Several]

    @model_validator(mode="after")
    def _is_output(self) -> Self:
        check_python("code", self.code)
        return self


class Raises(Question):
    """Which exception does the code raise, in which line?"""

    kind: Literal["raises"]
    code: Code
    options: Annotated[list[RaisesOption], Several]

    @model_validator(mode="after")
    def _is_raises(self) -> Self:
        check_python("code", self.code)
        lines = self.code.strip("\n").count("\n") + 1
        for number, option in enumerate(self.options, start=1):
            if (option.line is None) != (option.raises == NOTHING):
                raise ValueError(f"option {number}: an exception has a 'line'")
            if option.line and option.line > lines:
                raise ValueError(f"option {number}: the code has {lines} lines")
        return self


class Http(Question):
    """What is the last answer to these requests?"""

    kind: Literal["http"]
    requests: Annotated[list[Request], Field(min_length=1)]
    options: Annotated[list[HttpOption], Several]


class Sql(Question):
    """Which statements are sent, or which rows are left?"""

    kind: Literal["sql"]
    requests: list[Request] = []
    query: Text | None = None
    options: Annotated[list[SqlOption], Several]

    @model_validator(mode="after")
    def _is_sql(self) -> Self:
        check_python("code", self.code)
        if bool(self.code) == bool(self.requests):
            raise ValueError("needs either 'code' or 'requests'")
        key, other = ("sends", "rows") if self.query is None else ("rows", "sends")
        for number, option in enumerate(self.options, start=1):
            if getattr(option, key) is None or getattr(option, other) is not None:
                hint = "goes with 'query'" if key == "rows" else "needs no 'query'"
                raise ValueError(f"option {number}: expected '{key}', which {hint}")
        return self


class Order(Question):
    """Put the lines in order."""

    kind: Literal["order"]
    lines: Annotated[list[Text], Field(min_length=2, max_length=MOST_LINES)]
    also: list[list[int]] = []
    proof: Code
    options: Annotated[list[Option], Field(max_length=0)] = []

    @model_validator(mode="after")
    def _is_order(self) -> Self:
        check_python("proof", self.proof)
        first = list(range(1, len(self.lines) + 1))
        if len(self.also) + 1 >= factorial(len(self.lines)):
            raise ValueError("every order is right")
        for order in self.also:
            if sorted(order) != first or order == first:
                raise ValueError(f"'also': {order} is no other order of {first}")
        return self

    @property
    def orders(self) -> list[list[int]]:
        """All right orders, as numbers of the lines from 1."""
        return [list(range(1, len(self.lines) + 1)), *self.also]

    @property
    def shown(self) -> list[int]:
        """The order in which a reader first sees the lines: always the same, not right.

        Of the wrong orders one is taken by a hash of the id, so that the lines that
        stand first in a bank do not stand first, or last, in each question.
        """
        wrong = [
            list(order)
            for order in permutations(self.orders[0])
            if list(order) not in self.orders
        ]
        return wrong[crc32(self.id.encode()) % len(wrong)]


class Fill(Question):
    """What belongs into the blank?"""

    kind: Literal["fill"]
    proof: Code
    options: Annotated[list[FillOption], Several]

    @model_validator(mode="after")
    def _is_fill(self) -> Self:
        check_python("proof", self.proof)
        place = "prompt" if self.code is None else "code"
        text = self.prompt if self.code is None else self.code
        if text.count(BLANK) != 1:
            raise ValueError(f"'{place}' needs one blank, {BLANK}")
        spellings = [plain(s) for option in self.options for s in option.spellings]
        for spelling in spellings:
            if spellings.count(spelling) > 1:
                raise ValueError(f"two spellings are the same: {spelling}")
        return self

    def filled(self, spelling: str) -> str:
        """Return the code with the spelling in its blank."""
        return (self.code or "").replace(BLANK, spelling)


def plain(spelling: str) -> str:
    """Return what counts of a spelling: not its blanks, nor the kind of its quotes."""
    return "".join(spelling.split()).replace("'", '"')


AnyQuestion = Annotated[
    Choice | Output | Raises | Http | Sql | Order | Fill, Field(discriminator="kind")
]


def check_python(key: str, code: str | None) -> None:
    """Raise ValueError, which names the `key`, when `code` is not Python."""
    try:
        ast.parse(code or "")
    except SyntaxError as error:
        raise ValueError(
            f"'{key}' is not Python (line {error.lineno}: {error.msg})"
        ) from None
