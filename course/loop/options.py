"""Arguments and options that the commands of the loop share, and what they mean."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import manifest
from ..manifest import Chapter, find_chapter, load_chapters
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
GiveUp = Annotated[
    bool, typer.Option("--give-up", help="Show it although the tests do not pass.")
]


def find(name: str) -> Chapter:
    """Return the chapter of that name in the course that the tool works on."""
    return find_chapter(name, load_chapters(manifest.ROOT))


def make_console() -> "Console":
    """Return a console that shows texts as they are."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
