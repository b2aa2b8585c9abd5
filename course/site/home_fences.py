"""The fences `chapters` and `map`: the whole course on its home page."""

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from course.manifest import Chapter

from .fences import Fence
from .lives import read_lives, read_tests
from .map import draw_map
from .outline import read_outline
from .project import Project


def expand_chapters(
    _: Fence, project: Project, store: Callable[[str], str]
) -> list[str]:
    """Return a heading and a list of chapters for each part.

    An item holds the chapter's sections as JSON, for docs/assets/home.js: pairs of an
    anchor and a title. FenceError when a chapter has no page.
    """
    lines: list[str] = []
    for part, chapters in groupby(project.chapters, key=lambda chapter: chapter.part):
        lines += [f"## Part {part}", "", store(_list(list(chapters))), ""]
    return lines


def expand_map(_: Fence, project: Project, store: Callable[[str], str]) -> list[str]:
    """Return one stored line: which file is there in which chapter, and what it does.

    Drawn from the manifest; whether that is true is for `whatsnew` to say.
    """
    chapters = project.chapters
    return [store(draw_map(chapters, [*read_lives(chapters), read_tests(chapters)]))]


def _list(chapters: Sequence[Chapter]) -> str:
    start = chapters[0].number
    items = "\n".join(_items(chapters))
    return f'<ol class="course-chapters" start="{start}">\n{items}\n</ol>'


def _items(chapters: Sequence[Chapter]) -> Iterator[str]:
    for chapter in chapters:
        sections = [[part.anchor, part.title] for part in read_outline(chapter)]
        data = escape(json.dumps(sections, ensure_ascii=False))
        yield (
            f'<li value="{chapter.number}" data-stem="{chapter.stem}"'
            f' data-sections="{data}">'
            f'<a href="chapters/{chapter.stem}.html">{escape(chapter.title)}</a>: '
            f"{escape(chapter.idea)}</li>"
        )
