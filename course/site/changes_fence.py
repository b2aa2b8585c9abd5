"""The fence `changes`: what changed up to a chapter since each of the earlier ones.

A file that several earlier chapters have in common changed since all of them alike, so
its difference stands on the page once, with the chapters in `data-since`. Each of them
has a line with an anchor, such as `since-ch02`; a style shows what belongs to the line
that the page's address names, and everything when it names none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from course.comparison import FileChange, Kind, compare
from course.manifest import Chapter

from .errors import FenceError
from .fences import Fence
from .folds import Store, folded_change, section
from .project import Project

Changes = dict[Chapter, list[FileChange]]

ALL = "since-any"


def expand_changes(fence: Fence, project: Project, store: Store) -> list[str]:
    """Return the chapter's changes; without a chapter, links to all such pages.

    The lines with anchors are not stored, so that MkDocs sees what links may lead to.
    """
    if not fence.arguments():
        return list(_index(project.chapters))
    chapter = project.chapter(fence.arguments()[0])
    earlier = project.chapters[: chapter.number - 1]
    if not earlier:
        raise FenceError("Nothing is before the first chapter: name a later one.")
    texts = project.texts(chapter)
    changes = {then: compare(project.texts(then), texts) for then in earlier}
    folds = section(store, "whatsnew", [_style(earlier), *_folds(chapter, changes)])
    lines = (_line(then, found) for then, found in changes.items())
    return [_choice(earlier), *lines, "", folds]


def _index(chapters: Sequence[Chapter]) -> Iterator[str]:
    """Yield a list in Markdown; its links are those of a page beside the others."""
    for chapter in chapters[1:]:
        page = f"{chapter.stem}.md"
        links = (
            f"[{then.number}]({page}#{_anchor(then)})"
            for then in chapters[: chapter.number - 1]
        )
        name = f"Chapter {chapter.number}, {chapter.title}"
        yield f"- [{name}]({page}): since chapter {', '.join(links)}"


def _anchor(chapter: Chapter) -> str:
    return f"since-{chapter.name}"


def _style(earlier: Sequence[Chapter]) -> str:
    """Hide what does not belong to the line that the address names."""
    rules = "\n".join(
        f"article:has(#{_anchor(then)}:target)"
        f' [data-since]:not([data-since~="{then.name}"]),'
        for then in earlier
    )
    return f"<style>\n{rules.removesuffix(',')} {{ display: none }}\n</style>"


def _choice(earlier: Sequence[Chapter]) -> str:
    links = ", ".join(
        f'<a href="#{_anchor(then)}">chapter {then.number}</a>' for then in earlier
    )
    return (
        f'<p id="{ALL}">Choose where you come from: {links},'
        f' or <a href="#{ALL}">any of them</a>.</p>'
    )


def _line(then: Chapter, changes: Sequence[FileChange]) -> str:
    counts = Counter(change.kind for change in changes)
    kinds: tuple[Kind, ...] = ("added", "changed", "removed")
    counted = ", ".join(f"{counts[kind]} {kind}" for kind in kinds if counts[kind])
    return (
        f'<p id="{_anchor(then)}" data-since="{then.name}">Since chapter {then.number},'
        f" <em>{escape(then.title)}</em>: {counted or 'nothing'}.</p>"
    )


def _folds(chapter: Chapter, changes: Changes) -> Iterator[str]:
    since: dict[FileChange, list[Chapter]] = {}
    for then, found in changes.items():
        for change in found:
            since.setdefault(change, []).append(then)
    for change in sorted(since, key=lambda change: (change.kind, change.name)):
        yield folded_change(chapter.stem, change, since[change])
