"""Say what Pydantic found in a bank: which question, which option, which key."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

KINDS = {"choice", "output", "raises", "http", "sql", "order", "fill"}
# What Pydantic calls them, and what an author understands.
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no key here",
    "union_tag_not_found": "'kind' is missing",
}


def describe(error: ValidationError, document: Mapping[str, object]) -> str:
    """Return the first problem in words, with the place where it is."""
    first = error.errors(include_url=False)[0]
    place = ", ".join(_place(first["loc"], document.get("questions")))
    message = WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
    return f"{place}: {message}" if place else message


def _place(loc: Sequence[int | str], questions: object) -> Iterator[str]:
    """Yield the parts of a place: a question by its id, an option by its number."""
    owner = ""
    for part in loc:
        if isinstance(part, int):
            yield _numbered(owner, part, questions)
        elif part not in KINDS and part not in ("questions", "options"):
            yield f"'{part}'"
        owner = part if isinstance(part, str) else owner


def _numbered(owner: str, index: int, questions: object) -> str:
    if owner == "questions" and isinstance(questions, list):
        question = questions[index]
        if isinstance(question, dict) and isinstance(question.get("id"), str):
            return str(question["id"])
    return f"{_singular(owner)} {index + 1}"


def _singular(owner: str) -> str:
    return "option" if owner in KINDS | {"options"} else owner.removesuffix("s")
