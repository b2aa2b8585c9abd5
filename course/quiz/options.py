"""The options of a question, one class for each kind; `label` is what a reader sees.

`bank` documents the keys. A label is Markdown, unless `is_code` says that it is shown
as it is, line by line.
"""

import json
import re
from http import HTTPStatus
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Code keeps its indentation; only the lines around it go.
Code = Annotated[str, StringConstraints(pattern=r"\S")]

# What RFC 9110 calls it; Python does so from 3.13 on.
RENAMED = {422: "Unprocessable Content"}

NOTHING = "nothing"
MORE = "..."
# `...` before a closing brace; in JSON it becomes a key.
MORE_FIELDS = re.compile(r"\.\.\.\s*(?=\})")


class Strict(BaseModel):
    """A table of a bank: every key is known, no value is converted, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Option(Strict):
    """What all options have."""

    is_code: ClassVar[bool] = True

    correct: bool
    why: Text

    @property
    def label(self) -> str:
        raise NotImplementedError


class ChoiceOption(Option):
    """A claim in words, with the proof that it holds or that it does not."""

    is_code: ClassVar[bool] = False

    text: Text
    proof: Code | None = None

    @field_validator("text")
    @classmethod
    def _is_a_paragraph(cls, text: str) -> str:
        if "\n\n" in text or "```" in text:
            raise ValueError("must be one paragraph, because it labels a button")
        return text

    @property
    def label(self) -> str:
        return self.text


class OutputOption(Option):
    """What a program might print; blanks at the ends of its lines do not count."""

    text: Code

    @property
    def label(self) -> str:
        return without_blanks(self.text)


class RaisesOption(Option):
    """The name of an exception's class, and the line of the code that raises it."""

    raises: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w*$")]
    line: Annotated[int, Field(ge=1)] | None = None

    @property
    def label(self) -> str:
        if self.raises == NOTHING:
            return "no exception"
        return f"{self.raises} in line {self.line}"


class HttpOption(Option):
    """The status and, if it matters, the body of the last answer."""

    status: Annotated[int, Field(ge=100, le=599)]
    body: Code | None = None

    @field_validator("body")
    @classmethod
    def _is_json(cls, body: str | None) -> str | None:
        if body is not None:
            parse_body(body)
        return body

    @property
    def label(self) -> str:
        phrase = RENAMED.get(self.status, HTTPStatus(self.status).phrase)
        status = f"{self.status} {phrase}"
        return f"{status}\n{self.body.strip()}" if self.body else status


class SqlOption(Option):
    """The statements sent, by their beginnings, or the rows left."""

    sends: list[Text] | None = None
    rows: list[Text] | None = None

    @property
    def label(self) -> str:
        nothing = "no row" if self.sends is None else "no statement"
        return "\n".join(self.sends or self.rows or [nothing])


class FillOption(Option):
    """Spellings of one filling; they are all right or all wrong."""

    spellings: Annotated[list[Text], Field(min_length=1)]

    @property
    def label(self) -> str:
        return "\n".join(self.spellings)


def without_blanks(text: str) -> str:
    """Return the lines of a printed text without blanks at their ends or around."""
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n")


def parse_body(text: str) -> object:
    """Return the body that an option claims, as data.

    An object that ends in `...` holds the key `MORE`. Raises ValueError for a text
    that is not JSON apart from that.
    """
    try:
        return json.loads(MORE_FIELDS.sub(f'"{MORE}": true', text))
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON ({error})") from None
