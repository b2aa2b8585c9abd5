"""The sections of a chapter's page: its headings of the second level."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique

from course.manifest import Chapter

from .errors import FenceError
from .project import read_text

HEADING = re.compile(r"## +(?P<title>.+?)(?: +\{ *#(?P<anchor>[\w.-]+) *\})? *$")
MARKS = re.compile(r"[ >]*(`{3,}|~{3,})")
MARKUP = re.compile(r"[`*]")


@dataclass(frozen=True)
class PageSection:
    """One section: the anchor of its heading, and its words without markup."""

    anchor: str
    title: str


def read_outline(chapter: Chapter) -> list[PageSection]:
    """Return the sections of the chapter's page, with the anchors of the built page.

    A heading without an anchor of its own gets the one of Python-Markdown's `toc`.
    FenceError when the chapter has no page.
    """
    name = f"docs/chapters/{chapter.stem}.md"
    path = chapter.root / name
    if not path.is_file():
        raise FenceError(f"There is no page '{name}': every chapter needs one.")
    lines = _outside_fences(read_text(path, name).splitlines())
    headings = [match for line in lines if (match := HEADING.match(line))]
    taken = {match["anchor"] for match in headings if match["anchor"]}
    return [_section(match, taken) for match in headings]


def _section(match: re.Match[str], taken: set[str]) -> PageSection:
    title = MARKUP.sub("", match["title"])
    anchor = match["anchor"] or unique(slugify(title, "-"), taken)
    return PageSection(anchor, title)


def _outside_fences(lines: Iterable[str]) -> Iterator[str]:
    marks = ""
    for line in lines:
        found = MARKS.match(line)
        if not marks and found:
            marks = found[1]
        elif not marks:
            yield line
        elif line.strip(" >") == marks:
            marks = ""
