"""Read a page of the built site as sections: headings, bold words, code and links."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

from course.manifest import Chapter

HEADINGS = {"h1", "h2", "h3", "h4"}
KEPT = {*HEADINGS, "strong", "code", "a"}


@dataclass
class Link:
    """A link: where it leads, as the page writes it, and its words."""

    href: str
    text: str = ""


@dataclass
class Section:
    """What stands under one heading, as far as the next heading of any level."""

    level: int
    anchor: str
    title: str = ""
    text: str = ""
    bold: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the sections of a page's article; the rest of the page is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in HEADINGS:
            self.sections.append(Section(int(tag[1]), values.get("id") or ""))
        if not self.sections or tag not in KEPT:
            return
        name = "mark" if values.get("class") == "headerlink" else tag
        self.open.append(name)
        section = self.sections[-1]
        if name == "a":
            section.links.append(Link(values.get("href") or ""))
        elif name in ("strong", "code"):
            self._texts(name).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in KEPT and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.sections or "mark" in self.open:
            return
        section = self.sections[-1]
        if HEADINGS.intersection(self.open):
            section.title += data
        section.text += data
        if "a" in self.open:
            section.links[-1].text += data
        for tag in {"strong", "code"}.intersection(self.open):
            self._texts(tag)[-1] += data

    def _texts(self, tag: str) -> list[str]:
        section = self.sections[-1]
        return section.bold if tag == "strong" else section.code


def read_page(path: Path) -> list[Section]:
    """Return the sections of a built page."""
    html = path.read_text(encoding="utf-8")
    article = html.partition("<article")[2].partition("</article>")[0]
    reader = _Reader()
    reader.feed(article)
    reader.close()
    return reader.sections


def read_chapters(site: Path, chapters: Iterable[Chapter]) -> dict[str, Section]:
    """Return the chapters' sections in order, by `chapters/STEM.html#anchor`."""
    pages = (f"chapters/{chapter.stem}.html" for chapter in chapters)
    return {
        f"{page}#{section.anchor}": section
        for page in pages
        for section in read_page(site / page)
    }


def target(page: str, link: Link) -> str:
    """Return where a link of the page leads, as seen from the top of the site."""
    path, mark, anchor = link.href.partition("#")
    return normpath(join(page.rpartition("/")[0], path)) + mark + anchor
