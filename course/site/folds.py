"""Blocks of a chapter's files, folded, and the sections that they stand in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from course.comparison import FileChange
from course.manifest import Chapter

from . import render
from .colour import language_of

Store = Callable[[str], str]


def section(store: Store, name: str, blocks: Iterable[str]) -> str:
    """Store the blocks as a section that the search leaves out.

    Code is to be found where a page explains it. The theme's search goes by an
    element's name, so it must be one that does not occur inside.
    """
    content = "\n".join(blocks)
    return store(
        f'<section class="course-{name}" data-search-exclude>\n{content}\n</section>'
    )


def whole_file(shown: str, text: str, data: Mapping[str, str], title: str = "") -> str:
    """Return a block with a whole file; `shown` is its path in the reader's folder."""
    data = {"kind": "file", **data, "file": shown}
    return render.code_block(text, language_of(shown), data, title=title)


def folded_change(stem: str, change: FileChange, since: Sequence[Chapter] = ()) -> str:
    """Return what became of one file in the chapter `stem`, folded under its name.

    A new file is shown whole, others are diffs. `since` are the chapters in which the
    file was as in `change.old`, where a page shows several; its diffs have no button
    that copies the new file, which would be there many times.
    """
    words = _in_words(change)
    if not since:
        summary = _summary(change.name, words)
        return render.folded(summary, _block(stem, change, copies=True))
    summary = _summary(change.name, f"{words}, since {_numbers(since)}")
    names = " ".join(chapter.name for chapter in since)
    block = _block(stem, change, copies=False)
    return render.folded(summary, block, {"since": names})


def _block(stem: str, change: FileChange, *, copies: bool) -> str:
    shown = f"chapters/{stem}/{change.name}"
    if change.old is None:
        return whole_file(shown, change.new or "", {"change": "added"})
    data = {"kind": "diff", "change": change.kind, "file": shown}
    language = language_of(change.name)
    return render.diff_block(
        change.old, change.new or "", language, data, copies=copies
    )


def _numbers(chapters: Sequence[Chapter]) -> str:
    """Return such as "chapters 1 to 3, 5", for chapters in order."""
    numbers = [chapter.number for chapter in chapters]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = (f"{run[0]} to {run[-1]}" if run[1:] else f"{run[0]}" for run in runs)
    return f"chapter{'s' if numbers[1:] else ''} {', '.join(names)}"


def _summary(name: str, words: str) -> str:
    return f"<code>{escape(name)}</code> <span>{words}</span>"


def _in_words(change: FileChange) -> str:
    if change.old is None:
        return "new"
    if change.new is None:
        return "removed"
    added, removed = render.count_changes(change.old, change.new)
    return f"changed, {_lines(added)} added, {_lines(removed)} removed"


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
