"""Arguments and options that the commands of the loop share, and what they mean."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import manifest
from ..errors import UsageError
from ..manifest import Chapter, Database, find_chapter, load_chapters
from ..workspace import VARIABLE

if TYPE_CHECKING:
    from rich.console import Console


Number = Annotated[str, typer.Argument(metavar="CHAPTER", help="4, ch04 or ch04_crud.")]
ExerciseName = Annotated[
    str | None, typer.Argument(metavar="[EXERCISE]", help="One of its exercises.")
]
Place = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        envvar=VARIABLE,
        metavar="DIR",
        help="Your folder with chapters/.",
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Begin anew; what is there moves to backups/.")
]
All = Annotated[bool, typer.Option("--all", help="Do not stop at the first failure.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print Exercism's results.json, version 3.")
]
Databases = Annotated[
    list[Database] | None,
    typer.Option(
        "--db",
        help="From chapter 6 on: run on this database; may be given several times. "
        "By default on SQLite and on the servers that run.",
    ),
]
GiveUp = Annotated[
    bool, typer.Option("--give-up", help="Show it although the tests do not pass.")
]


def choose_databases(chapter: Chapter, asked: list[Database] | None) -> list[str]:
    """Return the databases to check the chapter on: those asked for, or what runs.

    Raises UsageError for one that the chapter does not use, and for a server that
    should answer and does not.
    """
    from ..servers.finder import find_server
    from ..servers.kinds import KINDS

    if len(chapter.databases) == 1 and asked is None:
        return list(chapter.databases)
    names = [database.value for database in asked or Database]
    servers = {name: find_server(KINDS[name]) for name in names if name in KINDS}
    if asked is None:
        names = [name for name in names if servers.get(name, True)]
        return [name for name in names if name in chapter.databases]
    for name in names:
        if name not in chapter.databases:
            raise UsageError(f"{chapter.stem} does not use {name}; leave out --db.")
    return names


def find(name: str) -> Chapter:
    """Return the chapter of that name in the course that the tool works on."""
    return find_chapter(name, load_chapters(manifest.ROOT))


def make_console() -> "Console":
    """Return a console that shows texts as they are."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
