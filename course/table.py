"""The table of chapters: drawn in a terminal, tab-separated lines anywhere else."""

from collections.abc import Sequence
from itertools import groupby
from typing import TextIO

from .manifest import Chapter

PLAIN_HEADER = ("number", "chapter", "title", "part", "databases", "files")
DRAWN_HEADER = ("Title", "Databases", "Files", "New files")


def write_table(chapters: Sequence[Chapter], out: TextIO) -> None:
    """Write one row for each chapter to `out`; a drawn table has a part's title."""
    if out.isatty():
        _draw(chapters, out)
        return
    for row in (PLAIN_HEADER, *map(_plain_row, chapters)):
        out.write("\t".join(row) + "\n")


def _plain_row(chapter: Chapter) -> tuple[str, ...]:
    return (
        str(chapter.number),
        chapter.stem,
        chapter.title,
        chapter.part,
        " ".join(chapter.databases),
        " ".join(chapter.files()),
    )


def _draw(chapters: Sequence[Chapter], out: TextIO) -> None:
    from rich import box  # here, because importing it takes longer than the rest
    from rich.console import Console
    from rich.table import Column, Table

    console = Console(file=out, markup=False, emoji=False)
    for part, group in groupby(chapters, key=lambda chapter: chapter.part):
        table = Table(
            "No.",
            Column("Chapter", no_wrap=True),
            *DRAWN_HEADER,
            title=part,
            title_justify="left",
            box=box.SIMPLE_HEAD,
            padding=(0, 1, 0, 0),
            pad_edge=False,
        )
        for chapter in group:
            table.add_row(*_drawn_row(chapter))
        console.print(table)


def _drawn_row(chapter: Chapter) -> tuple[str, ...]:
    return (
        str(chapter.number),
        chapter.stem,
        chapter.title,
        " ".join(chapter.databases),
        str(len(chapter.files())),
        " ".join(chapter.added),
    )
