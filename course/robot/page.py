"""Read a page of the built site as a reader does: top to bottom, steps and blocks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeGuard

from bs4 import BeautifulSoup, Tag

from course.errors import UsageError

HEADINGS = ("h1", "h2", "h3", "h4")
# What the top of a page promises is tried when the page says so.
PROMISES = "You will"
# Sections with what the reader finds out alone; nothing in them shows a solution.
OWN_WORK = ("Exercises", "Quiz")


@dataclass(frozen=True)
class Exchange:
    """A command and the output that the page shows below it; None if it shows none."""

    command: str
    output: str | None


@dataclass(frozen=True)
class Step:
    """A marked sentence; its code stands between backticks."""

    heading: str
    sentence: str


@dataclass(frozen=True)
class Block:
    """A block on the page.

    `kind` is command, output, code, sql, error, table, text, new (a file or a diff of
    "What is new"), whole (a file of "The whole chapter") or unknown. `removed` are the
    lines that a diff takes away, which `text` does not have; `copied` is what the copy
    button of a diff gives. `aside` is the visible reason why it is no step, `section`
    the heading of the section that it is in.
    """

    heading: str
    number: int
    kind: str
    title: str
    text: str
    exchanges: tuple[Exchange, ...] = ()
    recording: str = ""
    typed: bool = False
    aside: str = ""
    removed: tuple[str, ...] = ()
    copied: str | None = None
    section: str = ""


Item = Step | Block


@dataclass(frozen=True)
class Page:
    """A page: its name, such as `ch02_first_table`, and what is on it, in order."""

    name: str
    items: tuple[Item, ...]


def read_page(file: Path, database: str = "SQLite") -> Page:
    """Read a built page with the tabs of one database, `SQLite` for example.

    Raises UsageError when there is no such page, or it is no page of the site.
    """
    try:
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{file} cannot be read; build the site first.") from None
    article = soup.find("article")
    if article is None:
        raise UsageError(f"{file} is not a page of the site: it has no article.")
    return Page(file.stem, tuple(_joined(list(_Reader(database).read(article)))))


class _Reader:
    """Walks through a page; it remembers the heading and counts the blocks."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.section = ""
        self.heading = ""
        self.number = 0

    def read(self, tag: Tag) -> Iterator[Item]:
        for child in tag.find_all(True, recursive=False):
            if child.name in HEADINGS:
                self.heading = _words(child)
            if child.name == "h2":
                self.section = self.heading
            handler = self._handler(child)
            yield from handler(child)

    def _handler(self, tag: Tag) -> Callable[[Tag], Iterator[Item]]:
        css = _classes(tag)
        if "course-step" in css:
            return self._step
        if "highlight" in css or "course-recorded" in css:
            return self._block
        if "tabbed-set" in css:
            return self._tabs
        return self.read

    def _step(self, tag: Tag) -> Iterator[Item]:
        for code in tag.find_all("code"):
            code.string = f"`{code.get_text()}`"
        yield Step(self.heading, " ".join(tag.get_text().split()))

    def _block(self, tag: Tag) -> Iterator[Item]:
        self.number += 1
        title = tag.find(class_="filename") or tag.find("caption")
        yield Block(
            self.heading,
            self.number,
            _kind(tag),
            title.get_text() if title else str(tag.get("data-file") or ""),
            _text(tag),
            tuple(_commands(tag)),
            str(tag.get("data-recording") or ""),
            tag.has_attr("data-typed"),
            _aside(tag),
            tuple(
                line.get_text().rstrip("\n") for line in tag.select("pre > code del")
            ),
            str(tag["data-copy"]) if tag.has_attr("data-copy") else None,
            self.section,
        )

    def _tabs(self, tag: Tag) -> Iterator[Item]:
        labels = [label.get_text() for label in tag.select(".tabbed-labels > label")]
        blocks = tag.select(".tabbed-content > .tabbed-block")
        chosen = self.database if self.database in labels else labels[0]
        for label, block in zip(labels, blocks, strict=True):
            if label == chosen:
                yield from self.read(block)


def _joined(items: Sequence[Item]) -> Iterator[Item]:
    """Join each command of a recording with the output that stands below it."""
    for item, below in pairwise([*items, None]):
        if isinstance(item, Block) and item.kind == "command" and item.recording:
            output = below.text if _is_output(below) else ""
            done = [Exchange(exchange.command, output) for exchange in item.exchanges]
            yield replace(item, exchanges=tuple(done))
        elif item and not _is_output(item):
            yield item


def _is_output(item: Item | None) -> TypeGuard[Block]:
    return isinstance(item, Block) and item.kind == "output" and not item.aside


def _kind(tag: Tag) -> str:
    if tag.find_parent(class_="course-whatsnew"):
        return "new"
    if tag.find_parent(class_="course-files"):
        return "whole"
    return str(tag.get("data-kind") or "unknown")


def _text(tag: Tag) -> str:
    if tag.name == "table":
        rows = (row.find_all(["th", "td"]) for row in tag.find_all("tr"))
        return "".join("\t".join(map(_words, row)) + "\n" for row in rows)
    code = tag.select_one("pre > code")
    if code is None:
        return ""
    kept = [line for line in code.select(".course-line") if line.name != "del"]
    return "".join(line.get_text() for line in kept or [code])


def _commands(tag: Tag) -> Iterator[Exchange]:
    command = ""
    for line in tag.select(".course-prompt, .course-continued"):
        if "course-prompt" in _classes(line) and command:
            yield Exchange(command.strip("\n"), None)
            command = ""
        command += line.get_text()
    if command:
        yield Exchange(command.strip("\n"), None)


def _aside(tag: Tag) -> str:
    around = tag.find_parent(class_="course-aside")
    reason = around.find("p", recursive=False) if around else None
    return _words(reason) if reason else ""


def _classes(tag: Tag) -> list[str]:
    return str(" ".join(tag.get_attribute_list("class"))).split()


def _words(tag: Tag) -> str:
    for link in tag.select(".headerlink"):
        link.extract()
    return " ".join(tag.get_text().split())
