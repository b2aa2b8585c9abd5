"""The fence `code`: a file, or symbols of it, with highlights and notes."""

from collections.abc import Callable, Sequence

from course.manifest import Chapter

from . import render
from .colour import check_language, language_of
from .errors import FenceError
from .fences import Fence
from .marks import highlighted, note_lines, read_marks, read_notes
from .project import Project, Source
from .source import changed_lines, has_symbol, select


def expand_code(
    fence: Fence, project: Project, store: Callable[[str], str]
) -> list[str]:
    """Return the block's stored line and its notes as Markdown.

    `store` takes HTML and returns the line that stands for it. Raises FenceError.
    """
    path, *symbols = fence.arguments()
    options = fence.options()
    source = project.source(path)
    lines = select(source.read(), symbols, source.shown)
    marks = read_marks(fence.body)
    marked = highlighted(marks, lines)
    if "since" in options:
        then = _earlier_chapter(project, source.chapter, options["since"])
        marked |= _new_lines(project, then, source, symbols, lines)
    block = render.code_block(
        "".join(lines),
        _language(options.get("lang"), source.shown),
        _data(source, symbols),
        title=source.shown,
        marked=marked,
    )
    block = render.aside(block, options.get("aside"))
    return [store(block), "", *note_lines(read_notes(marks, lines))]


def _earlier_chapter(project: Project, chapter: Chapter | None, since: str) -> Chapter:
    if chapter is None:
        message = "since= compares chapters, and this is not a chapter's file."
        raise FenceError(f"{message} Leave it out, or highlight by text.")
    then = project.chapter_by_name(since)
    if then.number >= chapter.number:
        message = f"Expected a chapter before {chapter.name}, found since={since}."
        raise FenceError(message)
    return then


def _new_lines(
    project: Project,
    then: Chapter,
    source: Source,
    symbols: Sequence[str],
    lines: Sequence[str],
) -> set[int]:
    """Return the numbers of the lines that the chapter `then` did not have.

    None when it had no such file, or none of the symbols: then everything is new.
    """
    if source.name not in then.files():
        return set()
    old = project.chapter_source(then, source.name)
    text = old.read()
    known = [name for name in symbols if has_symbol(text, name, old.shown)]
    if symbols and not known:
        return set()
    numbers = changed_lines(select(text, known, old.shown), lines)
    if not numbers:
        message = f"Nothing that is shown here changed since {then.name}:"
        raise FenceError(f"{message} leave out since=.")
    return set(numbers)


def _language(name: str | None, shown: str) -> str:
    return language_of(shown) if name is None else check_language(name)


def _data(source: Source, symbols: Sequence[str]) -> dict[str, str]:
    data = {"kind": "code", "file": source.shown}
    return data | {"symbol": " ".join(symbols)} if symbols else data
