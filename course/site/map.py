"""Draw the map of the course: a table of files and chapters, and a panel for each.

A link in the table chooses a panel by its id. The style sheet shows the panel that is
the target of the address, so choosing works without a script.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from course.manifest import Chapter

from .lives import ADDED, CHANGED, REMOVED, SAME, Life, names_of

WORDS = {ADDED: "New", CHANGED: "Changed", SAME: "The same", REMOVED: "Removed"}


def draw_map(chapters: Sequence[Chapter], lives: Sequence[Life]) -> str:
    """Return the map as HTML; the search leaves it out, for the pages say it all."""
    panels = [
        *(_chapter_panel(chapter, chapters, lives) for chapter in chapters),
        *(_file_panel(life, chapters) for life in lives),
    ]
    return (
        '<section class="course-map" data-search-exclude>\n'
        f'<ul class="course-signs" aria-label="Signs">{_signs()}</ul>\n'
        '<div class="course-map-table" role="region" tabindex="0"'
        ' aria-label="Files and chapters">'
        f"{_table(chapters, lives)}</div>\n"
        f'<div class="course-panels">{"".join(panels)}</div>\n</section>'
    )


def _table(chapters: Sequence[Chapter], lives: Iterable[Life]) -> str:
    parts = [list(part) for _, part in groupby(chapters, key=lambda one: one.part)]
    groups = "".join(f'<colgroup span="{len(part)}"></colgroup>' for part in parts)
    heads = "".join(_part_head(part) for part in parts)
    titles = "".join(_chapter_head(chapter) for chapter in chapters)
    rows = "\n".join(_row(life, chapters) for life in lives)
    return (
        f'<table class="course-grid"><col>{groups}\n'
        f'<thead><tr><td rowspan="2"></td>{heads}</tr>\n<tr>{titles}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table>"
    )


def _signs() -> str:
    return "".join(f'<li data-state="{state}">{state}</li>' for state in WORDS)


def _part_head(part: Sequence[Chapter]) -> str:
    number, _, title = part[0].part.partition(". ")
    hidden = f'<span class="course-hidden">. {escape(title)}</span>' if title else ""
    return (
        f'<th scope="colgroup" colspan="{len(part)}" title="{escape(title)}">'
        f"{escape(number)}{hidden}</th>"
    )


def _chapter_head(chapter: Chapter) -> str:
    return (
        f'<th scope="col"><a class="course-title" href="chapters/{chapter.stem}.html"'
        f' title="{escape(chapter.idea)}">{escape(chapter.title)}</a> '
        f'<a class="course-number" href="#{_id(chapter.name)}">'
        f'<span class="course-hidden">Chapter </span>{chapter.number}</a></th>'
    )


def _row(life: Life, chapters: Sequence[Chapter]) -> str:
    states = (life.states.get(chapter.stem) for chapter in chapters)
    cells = "".join(
        f'<td data-state="{state}"><span>{state}</span></td>' if state else "<td></td>"
        for state in states
    )
    return f'<tr><th scope="row">{_file_link(life.name)}</th>{cells}</tr>'


def _chapter_panel(
    chapter: Chapter, chapters: Sequence[Chapter], lives: Sequence[Life]
) -> str:
    lists = {
        word: ", ".join(map(_file_link, names_of(lives, chapter.stem, state)))
        for state, word in WORDS.items()
    }
    around = chapters[max(0, chapter.number - 2) : chapter.number + 1]
    links = (
        f'<a href="#{_id(one.name)}">Chapter {one.number}</a>'
        for one in around
        if one is not chapter
    )
    page = f'<a href="chapters/{chapter.stem}.html">{escape(chapter.title)}</a>'
    return _panel(
        chapter.name,
        f"Chapter {chapter.number}. {page}",
        f"<p>{escape(chapter.idea)}</p>{_pairs(lists)}"
        f'<p class="course-around">{" · ".join(links)}</p>',
    )


def _file_panel(life: Life, chapters: Sequence[Chapter]) -> str:
    lists = {
        f"{word} in": ", ".join(_chapter_links(life.chapters(state), chapters))
        for state, word in WORDS.items()
        if state != SAME
    }
    return _panel(life.name, f"<code>{escape(life.name)}</code>", _pairs(lists))


def _chapter_links(stems: Sequence[str], chapters: Iterable[Chapter]) -> Iterator[str]:
    for chapter in chapters:
        if chapter.stem in stems:
            title = f"{chapter.number}. {escape(chapter.title)}"
            yield f'<a href="#{_id(chapter.name)}">{title}</a>'


def _panel(name: str, title: str, content: str) -> str:
    return (
        f'<div class="course-panel" id="{_id(name)}" role="group" tabindex="-1"'
        f' aria-labelledby="{_id(name)}-title">'
        f'<p class="course-panel-title" id="{_id(name)}-title">{title}</p>'
        f"{content}</div>\n"
    )


def _pairs(lists: dict[str, str]) -> str:
    pairs = (f"<dt>{k}</dt><dd>{text}</dd>" for k, text in lists.items() if text)
    return f"<dl>{''.join(pairs)}</dl>"


def _file_link(name: str) -> str:
    return f'<a href="#{_id(name)}"><code>{escape(name)}</code></a>'


def _id(name: str) -> str:
    """Return the id of a panel, from a file's name or a chapter's short one."""
    return "map-" + re.sub(r"[^\w]+", "-", name).strip("-")
