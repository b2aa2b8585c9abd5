"""Find our fences among the lines of a page, and read their options.

A fence is found by the rules of pymdownx.superfences: it ends at a line with the same
marks and the same indentation, and a line with less indentation breaks it off.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from .colour import is_language
from .errors import FenceError, hint

OPENING = re.compile(r"(?P<indent>[ >]*)(?P<marks>`{3,}|~{3,})[ ]*(?P<info>[^`]*)$")
IN_A_LIST_MARK = re.compile(r"[ >]*(?:[-*+]|\d+[.)])[ ]+(?:`{3,}|~{3,})[ ]*(\w+)")
OPTION = re.compile(r"(?P<key>[a-z]+)=(?P<value>.*)")


@dataclass(frozen=True)
class Form:
    """How a fence is written: `usage` for messages, what its info string may hold."""

    usage: str
    options: tuple[str, ...] = ()
    arguments: tuple[int, int] = (1, 1)
    has_body: bool = False


FORMS = {
    "code": Form(
        'code PATH [SYMBOL ...] [since=chNN] [lang=NAME] [aside="..."]',
        options=("since", "lang", "aside"),
        arguments=(1, 99),
        has_body=True,
    ),
    "whatsnew": Form("whatsnew STEM"),
    "changes": Form("changes [STEM]", arguments=(0, 1)),
    "recorded": Form(
        'recorded STEM/NAME.KIND [title="..."] [aside="..."]',
        options=("title", "aside"),
    ),
    "files": Form("files STEM"),
    "bash": Form(
        'bash [aside="..."]', options=("aside",), arguments=(0, 0), has_body=True
    ),
    "console": Form("console STEM/NAME.KIND", has_body=True),
    "text": Form('text aside="..."', ("aside",), arguments=(0, 0), has_body=True),
    "chapters": Form("chapters", arguments=(0, 0)),
    "map": Form("map", arguments=(0, 0)),
    "differences": Form("differences", arguments=(0, 0)),
    "exercise": Form("exercise STEM/NAME"),
    "quiz": Form("quiz STEM or quiz ID [ID ...]", arguments=(1, 99)),
}


@dataclass(frozen=True)
class Fence:
    """One fence of ours; `first` and `last` are the indexes of its marks' lines."""

    word: str
    info: str
    indent: str
    body: tuple[str, ...]
    first: int
    last: int

    def arguments(self) -> list[str]:
        """Return the words after the fence's name that are not options."""
        return [part for part in self._parts() if not OPTION.fullmatch(part)]

    def options(self) -> dict[str, str]:
        """Return the `key=value` parts; FenceError for a key that is not known."""
        form = FORMS[self.word]
        found = [match for part in self._parts() if (match := OPTION.fullmatch(part))]
        for match in found:
            if match["key"] not in form.options:
                known = hint(match["key"], form.options)
                message = f"'{self.word}' has no option '{match['key']}'. {known}"
                raise FenceError(message)
        return {match["key"]: match["value"] for match in found}

    def check(self) -> None:
        """Raise FenceError when the fence is not written as its form says."""
        self.options()
        form = FORMS[self.word]
        least, most = form.arguments
        if not least <= len(self.arguments()) <= most:
            raise FenceError(f"Expected: {form.usage}")
        for offset, line in enumerate(self.body, start=1):
            if line.strip() and not form.has_body:
                message = f"A '{self.word}' fence has no lines; found: {line.strip()}"
                raise FenceError(message, offset)

    def _parts(self) -> list[str]:
        try:
            return shlex.split(self.info)[1:]
        except ValueError:
            raise FenceError("A quotation mark is not closed on this line.") from None


def find_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield our fences; what stands inside another fence is left alone.

    Raises FenceError, with the offset from the page's first line, for one of ours that
    is not closed or that stands where Markdown does not see it.
    """
    index = 0
    while index < len(lines):
        opening = OPENING.match(lines[index])
        last = _find_end(lines, index, opening) if opening else None
        if opening:
            word = _our_word(opening["info"], index)
            if word and last is None:
                raise FenceError(_not_closed(opening), index)
            if word and last is not None:
                yield _make_fence(word, opening, lines, index, last)
        else:
            _check_list_mark(lines[index], index)
        index = index + 1 if last is None else last + 1


def _our_word(info: str, index: int) -> str | None:
    """Return the fence's name when it is ours; FenceError when it is nearly ours."""
    word = info.split()[0] if info.split() else ""
    if word in FORMS:
        return word
    near = get_close_matches(word, FORMS, n=1, cutoff=0.75)
    if near and not is_language(word):
        message = f"There is no fence '{word}'. Did you mean {near[0]}?"
        raise FenceError(message, index)
    return None


def _find_end(lines: Sequence[str], first: int, opening: re.Match[str]) -> int | None:
    indent = opening["indent"]
    end = re.compile(re.escape(opening["marks"]) + r"[ ]*$")
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.startswith(indent) and end.match(line, len(indent)):
            return index
        if not line.startswith(indent) and line.strip(" >"):
            return None
    return None


def _not_closed(opening: re.Match[str]) -> str:
    return (
        f"The fence is not closed: expected a line {opening['marks']} below it,"
        " with the same marks and the same indentation."
    )


def _make_fence(
    word: str, opening: re.Match[str], lines: Sequence[str], first: int, last: int
) -> Fence:
    indent = opening["indent"]
    body = tuple(line[len(indent) :] for line in lines[first + 1 : last])
    return Fence(word, opening["info"].strip(), indent, body, first, last)


def _check_list_mark(line: str, index: int) -> None:
    found = IN_A_LIST_MARK.match(line)
    if found and found[1] in FORMS:
        message = "A fence cannot start beside a list's mark: put it on a line of its"
        raise FenceError(f"{message} own, indented by four spaces.", index)
