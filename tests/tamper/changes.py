"""One mistake in a page: where mistakes can be, and how they are made."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from course.robot.page import OWN_WORK

CODES = ["200", "201", "204", "404", "409", "422", "500"]
TARGETS = "article .highlight .filename, article .highlight pre > code, .course-step"
STATUS = re.compile(r"(?m)^HTTP/1\.1 (\d{3})")
IMPORT = re.compile(r"(?m)^(?:from \S+ )?import \w+.*\n")
LETTER = re.compile(r"[A-Za-z0-9]")
WORDS = {
    "output": "output",
    "command": "command",
    "code": "code",
    "file": "file of the chapter",
    "diff": "what is new",
    "error": "error message",
    "sql": "SQL",
}


@dataclass(frozen=True)
class Change:
    """A mistake of a `kind`: in target `number`, from `start` on, `old` becomes `new`.

    `line` is the whole line or lines around it, by which a person finds it.
    """

    kind: str
    number: int
    start: int
    old: str
    new: str
    line: str


def all_changes(soup: BeautifulSoup, rng: random.Random) -> list[Change]:
    """Return mistakes that can be made on a page: one or several in each line."""
    return [
        change
        for number, tag in enumerate(_targets(soup))
        for change in _changes(number, tag, rng)
    ]


def make(soup: BeautifulSoup, change: Change) -> None:
    """Make the mistake in the page."""
    tag = _targets(soup)[change.number]
    if "\n" in change.old:
        text = tag.get_text()
        end = change.start + len(change.old)
        tag.string = text[: change.start] + change.new + text[end:]
        return
    offset = change.start
    for node in [node for node in tag.descendants if isinstance(node, NavigableString)]:
        if offset < len(node):
            end = offset + len(change.old)
            node.replace_with(node[:offset] + change.new + node[end:])
            return
        offset -= len(node)


def _targets(soup: BeautifulSoup) -> list[Tag]:
    """Return what can be spoilt: titles, code, commands, outputs and steps."""
    return [
        tag
        for tag in soup.select(TARGETS)
        if not tag.find_parent(class_="course-aside") and not _is_own_work(tag)
    ]


def _is_own_work(tag: Tag) -> bool:
    heading = tag.find_previous("h2")
    return bool(heading and heading.get_text().rstrip("¶") in OWN_WORK)


def _changes(number: int, tag: Tag, rng: random.Random) -> Iterator[Change]:
    css = tag.get_attribute_list("class")
    kind = _kind(tag)
    if "filename" in css:
        if kind == "code":
            yield _letter("file name", number, tag.get_text(), 0, rng)
        return
    name = "step" if "course-step" in css else WORDS[kind]
    yield from _letters(name, number, tag, rng)
    if kind == "output":
        yield from _statuses(number, tag.get_text(), rng)
    if kind == "code":
        yield from _imports(number, tag.get_text())
        yield from _swaps(number, tag.get_text())


def _statuses(number: int, text: str, rng: random.Random) -> Iterator[Change]:
    for found in STATUS.finditer(text):
        new = rng.choice([code for code in CODES if code != found[1]])
        yield Change("status", number, found.start(1), found[1], new, found[0])


def _imports(number: int, text: str) -> Iterator[Change]:
    for found in IMPORT.finditer(text):
        yield Change("import", number, found.start(), found[0], "", found[0])


def _letters(kind: str, number: int, tag: Tag, rng: random.Random) -> Iterator[Change]:
    start = 0
    for line in tag.get_text().splitlines(keepends=True):
        if LETTER.search(line):
            yield _letter(kind, number, line, start, rng)
        start += len(line)


def _letter(
    kind: str, number: int, line: str, start: int, rng: random.Random
) -> Change:
    place = rng.choice([found.start() for found in LETTER.finditer(line)])
    new = rng.choice([letter for letter in "xq7" if letter != line[place].lower()])
    return Change(kind, number, start + place, line[place], new, line.strip())


def _swaps(number: int, text: str) -> Iterator[Change]:
    start = 0
    lines = text.splitlines(keepends=True)
    for first, second in zip(lines, lines[1:], strict=False):
        if first.strip() and second.endswith("\n") and second.strip(" )}]\n"):
            both, turned = first + second, second + first
            if both != turned:
                yield Change("swapped lines", number, start, both, turned, both.strip())
        start += len(first)


def _kind(tag: Tag) -> str:
    block = tag.find_parent(attrs={"data-kind": True})
    return str(block["data-kind"]) if block else ""
