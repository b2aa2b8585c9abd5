"""Write the differences between two chapters as a unified diff."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import TextIO

from .comparison import FileChange, compare
from .errors import CourseError
from .manifest import Chapter

NOWHERE = "/dev/null"  # as in git's diffs


def write_changes(before: Chapter, after: Chapter, out: TextIO) -> None:
    """Write to `out` how `before` became `after`: coloured in a terminal, else plain.

    Paths are relative to `chapters/`. Raises CourseError for a file that is no text.
    """
    diff = "".join(
        line
        for change in compare(_texts(before), _texts(after))
        for line in _lines(change, before.stem, after.stem)
    )
    if out.isatty():
        _draw(diff, out)
    else:
        out.write(diff)


def _texts(chapter: Chapter) -> Mapping[str, str]:
    try:
        return {
            name: (chapter.path / name).read_bytes().decode()
            for name in chapter.files()
        }
    except UnicodeDecodeError:
        raise CourseError(
            f"A file of {chapter.path} is not a text in UTF-8; take it out of there."
        ) from None


def _lines(change: FileChange, before: str, after: str) -> Iterator[str]:
    texts = (change.old or "", change.new or "")
    old, new = (text.splitlines(keepends=True) for text in texts)
    names = (
        NOWHERE if change.old is None else f"{before}/{change.name}",
        NOWHERE if change.new is None else f"{after}/{change.name}",
    )
    for line in unified_diff(old, new, *names):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _draw(diff: str, out: TextIO) -> None:
    from rich.console import Console  # here, because importing it takes a while
    from rich.syntax import Syntax

    # Colours of the terminal itself, which fit its background.
    syntax = Syntax("", "diff", theme="ansi_light", background_color="default")
    Console(file=out).print(syntax.highlight(diff), end="", soft_wrap=True)
