"""The options of `course robot`."""

from pathlib import Path
from typing import Annotated

import typer

from course import manifest
from course.errors import CourseError
from course.manifest import Database
from course.signals import end_on_signals

Db = Annotated[Database, typer.Option("--db", help="The database whose tabs are read.")]
Numbers = Annotated[
    list[int] | None, typer.Option(help="A chapter's number; all, if it is left out.")
]
Site = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A built site; else it is built.")
]
Work = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The folder to work in; an environment that it has is used again.",
    ),
]
Jobs = Annotated[int, typer.Option(min=1, help="How many pages at the same time.")]
Record = Annotated[
    bool, typer.Option("--record", help="Write the outputs of the `console` fences.")
]


def robot(
    chapter: Numbers = None,
    db: Db = Database.SQLITE,
    site: Site = None,
    work: Work = None,
    jobs: Jobs = 2,
    record: Record = False,
) -> None:
    """Follow the pages of the built site in an empty folder, as a reader does.

    It writes the files that a page shows, types its commands, sends its requests, and
    compares what comes with what the page shows. It knows nothing but the HTML. The
    exit code is 1 when a page shows something that did not come.
    """
    from .command import Order, follow_pages  # here, because importing takes a while

    end_on_signals()
    order = Order(chapter or (), db.value, site, work, jobs, record)
    try:
        follow_pages(manifest.ROOT, order, typer.echo)
    except KeyboardInterrupt:
        raise CourseError("Ended before all pages had been followed.") from None
