"""Read the lines inside a `code` fence: what to highlight and what to explain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from .errors import FenceError

ENTRY = re.compile(r"(?P<word>[a-z]+):\s*(?P<text>.*\S)\s*")
ARROW = " -> "


@dataclass(frozen=True)
class Mark:
    """One entry: `word` is highlight or note; `offset` its line within the fence."""

    word: str
    text: str
    offset: int


@dataclass(frozen=True)
class Note:
    """A `sentence` in Markdown about a `fragment` of a line that is shown."""

    fragment: str
    sentence: str


def read_marks(body: Sequence[str]) -> list[Mark]:
    """Return the entries of a fence's body.

    An indented line continues the entry above it. Raises FenceError for a line that is
    neither.
    """
    marks: list[Mark] = []
    for offset, line in enumerate(body, start=1):
        entry = ENTRY.fullmatch(line)
        if entry and entry["word"] in ("highlight", "note"):
            marks.append(Mark(entry["word"], entry["text"], offset))
        elif marks and line.startswith(" ") and line.strip():
            last = marks.pop()
            marks.append(Mark(last.word, f"{last.text} {line.strip()}", last.offset))
        elif line.strip():
            message = "Expected 'highlight: TEXT' or 'note: TEXT -> SENTENCE', found:"
            raise FenceError(f"{message} {line.strip()}", offset)
    return marks


def highlighted(marks: Sequence[Mark], lines: Sequence[str]) -> set[int]:
    """Return the numbers, from 1, of the `lines` that hold a highlight's text.

    Raises FenceError for a highlight that no line holds.
    """
    numbers: set[int] = set()
    for mark in marks:
        if mark.word == "highlight":
            found = _holding(mark.text, lines)
            if not found:
                raise _no_line(mark, mark.text, lines)
            numbers.update(found)
    return numbers


def read_notes(marks: Sequence[Mark], lines: Sequence[str]) -> list[Note]:
    """Return the notes, each with a fragment that occurs in one of the `lines`.

    Raises FenceError for a note without ` -> SENTENCE`, and for text no line holds.
    """
    return [_read_note(mark, lines) for mark in marks if mark.word == "note"]


def note_lines(notes: Sequence[Note]) -> Iterator[str]:
    """Yield the notes as Markdown: a definition list (extension `def_list`)."""
    for note in notes:
        yield from (_inline_code(note.fragment), f":   {note.sentence}", "")


def _read_note(mark: Mark, lines: Sequence[str]) -> Note:
    parts = mark.text.split(ARROW)
    if len(parts) < 2 or _holding(mark.text, lines):
        message = f"A note is written TEXT{ARROW}SENTENCE; there is no sentence in:"
        raise FenceError(f"{message} {mark.text}", mark.offset)
    for place in range(len(parts) - 1, 0, -1):  # the code may hold arrows as well
        fragment = ARROW.join(parts[:place]).strip()
        if _holding(fragment, lines):
            return Note(fragment, ARROW.join(parts[place:]).strip())
    raise _no_line(mark, parts[0].strip(), lines)


def _holding(text: str, lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines, start=1) if text in line]


def _no_line(mark: Mark, text: str, lines: Sequence[str]) -> FenceError:
    starts = {line.strip()[: len(text)]: line.strip() for line in lines}
    near = get_close_matches(text, starts, n=1, cutoff=0.5)
    nearest = f" The nearest: {starts[near[0]]}" if near else ""
    message = f"No line that is shown holds the {mark.word}'s text: {text}"
    return FenceError(f"{message}{nearest}", mark.offset)


def _inline_code(fragment: str) -> str:
    longest = max((len(run) for run in re.findall("`+", fragment)), default=0)
    ticks = "`" * (longest + 1)
    padding = " " if longest else ""
    return f"{ticks}{padding}{fragment}{padding}{ticks}"
