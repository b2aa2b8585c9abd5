"""The fences `whatsnew` and `files`: a chapter's files, folded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from course.manifest import Chapter

from . import render
from .colour import language_of
from .errors import FenceError
from .fences import Fence
from .project import Project, Source


def expand_whatsnew(
    fence: Fence, project: Project, store: Callable[[str], str]
) -> list[str]:
    """Return one stored line: the files that changed since the chapter before.

    Changed and removed files come as diffs. Raises FenceError when the manifest and
    the folders disagree.
    """
    chapter = project.chapter(fence.arguments()[0])
    before = project.before(chapter)
    if before is None:
        return [_section(store, "whatsnew", _added(project, chapter, chapter.files()))]
    _check_manifest(project, chapter, before)
    blocks = [
        *_added(project, chapter, chapter.added),
        *(_changed(project, chapter, before, name) for name in chapter.changed),
        *(_removed(project, chapter, before, name) for name in chapter.removed),
    ]
    return [_section(store, "whatsnew", blocks)]


def expand_files(
    fence: Fence, project: Project, store: Callable[[str], str]
) -> list[str]:
    """Return one stored line: all files of a chapter, and a zip of them."""
    chapter = project.chapter(fence.arguments()[0])
    sources = [project.chapter_source(chapter, name) for name in chapter.files()]
    blocks = "\n".join(_whole_file(source, {"kind": "file"}) for source in sources)
    summary = f"All {len(sources)} files of <code>chapters/{chapter.stem}</code>"
    name = f"{chapter.stem}.zip"
    texts = {source.shown: source.read() for source in sources}
    link = render.download(name, texts, f"Download the chapter: {name}")
    return [_section(store, "files", [render.folded(summary, blocks), link])]


def _section(store: Callable[[str], str], name: str, blocks: Iterable[str]) -> str:
    """Store the blocks as a section that the search leaves out.

    Code is to be found where a page explains it. The theme's search goes by an
    element's name, so it must be one that does not occur inside.
    """
    content = "\n".join(blocks)
    return store(
        f'<section class="course-{name}" data-search-exclude>\n{content}\n</section>'
    )


def _added(project: Project, chapter: Chapter, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        source = project.chapter_source(chapter, name)
        block = _whole_file(source, {"kind": "file", "change": "added"}, titled=False)
        yield render.folded(_summary(name, "new"), block)


def _changed(project: Project, chapter: Chapter, before: Chapter, name: str) -> str:
    source = project.chapter_source(chapter, name)
    old = project.chapter_source(before, name).read()
    new = source.read()
    added, removed = render.count_changes(old, new)
    change = f"changed, {_lines(added)} added, {_lines(removed)} removed"
    data = {"kind": "diff", "change": "changed", "file": source.shown}
    block = render.diff_block(old, new, language_of(name), data)
    return render.folded(_summary(name, change), block)


def _removed(project: Project, chapter: Chapter, before: Chapter, name: str) -> str:
    old = project.chapter_source(before, name).read()
    shown = f"chapters/{chapter.stem}/{name}"
    data = {"kind": "diff", "change": "removed", "file": shown}
    block = render.diff_block(old, "", language_of(name), data)
    return render.folded(_summary(name, "removed"), block)


def _whole_file(source: Source, data: dict[str, str], *, titled: bool = True) -> str:
    language = language_of(source.name)
    title = source.shown if titled else ""
    data = {**data, "file": source.shown}
    return render.code_block(source.read(), language, data, title=title)


def _summary(name: str, change: str) -> str:
    return f"<code>{escape(name)}</code> <span>{change}</span>"


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _check_manifest(project: Project, chapter: Chapter, before: Chapter) -> None:
    here, there = set(chapter.files()), set(before.files())
    changed = {
        name
        for name in here & there
        if project.chapter_source(chapter, name).read()
        != project.chapter_source(before, name).read()
    }
    facts = {"added": here - there, "changed": changed, "removed": there - here}
    for kind, names in facts.items():
        declared = set(getattr(chapter, kind))
        if declared != names:
            message = f"chapters.toml says for {chapter.stem}: {kind} = "
            message += f"{_list(declared)}; the folders say {_list(names)}."
            raise FenceError(message)


def _list(names: set[str]) -> str:
    return f"[{', '.join(sorted(names))}]"
