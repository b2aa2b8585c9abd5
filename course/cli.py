"""The command line: `course`, or `python -m course`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from . import manifest
from .carry import Plan, apply_plan, locate, make_plan
from .changed import write_changes
from .errors import CourseError
from .loop.commands import register as register_loop
from .quiz import commands as quiz_commands
from .robot.cli import robot
from .servers.command import app as servers
from .table import write_table

app = typer.Typer(
    help="The tool of the course: its chapters, its site, and the care of its copies.",
    epilog="Exit codes: 0 it worked, 1 it did not, 2 it was called in a wrong way.",
    rich_markup_mode="markdown",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
register_loop(app)

Port = Annotated[int, typer.Option(min=1, max=65535, help="The first port to try.")]
Host = Annotated[str, typer.Option(help="The address to listen at.")]
ChapterFile = Annotated[
    str,
    typer.Argument(
        metavar="PATH",
        help="The mended file: chapters/ch04_crud/main.py, ch04/main.py or 4/main.py.",
    ),
]
Base = Annotated[
    str,
    typer.Option(metavar="REV", help="The git revision that has the file unmended."),
]
Output = Annotated[
    Path, typer.Option(metavar="FILE", help="The zip; it is overwritten.")
]
ChapterName = Annotated[
    str, typer.Argument(metavar="CHAPTER", help="5, ch05 or ch05_testing.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say it, write nothing.")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, by default the process's own, and end the process.

    What a user can get wrong is one sentence on stderr and a documented exit code.
    """
    try:
        app(arguments, prog_name="course")
    except CourseError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


@app.command("list")
def list_chapters() -> None:
    """List the chapters; tab-separated where the output is not a terminal."""
    write_table(manifest.load_chapters(manifest.ROOT), sys.stdout)


@app.command()
def changed(before: ChapterName, after: ChapterName) -> None:
    """Show what changed from one chapter to another, as a diff."""
    chapters = manifest.load_chapters(manifest.ROOT)
    old, new = (manifest.find_chapter(name, chapters) for name in (before, after))
    write_changes(old, new, sys.stdout)


@app.command()
def carry(path: ChapterFile, base: Base = "HEAD", dry_run: DryRun = False) -> None:
    """Carry a fix in one chapter's file forward through all later chapters.

    The fix is the difference between the file in git (--base) and the file on disk.
    A later copy that is the same gets the new text; into any other it is merged. Where
    a later chapter changed the same lines, the copy gets conflict markers and the
    command stops there, with exit code 1: resolve it and carry on from that copy.

    Uncommitted changes in later copies are kept; where the fix does not go in beside
    them, nothing is written.
    """
    chapter, file = locate(path, manifest.ROOT)
    plan = make_plan(chapter, file, base)
    if not dry_run:
        apply_plan(plan)
    for step in plan.steps:
        typer.echo(f"{step.copy.name}: {step.outcome}")
    _conclude(plan, dry_run=dry_run)


def _conclude(plan: Plan, *, dry_run: bool) -> None:
    if not plan.steps:
        typer.echo("That is the last chapter: there is none to carry it into.")
    elif dry_run:
        typer.echo("Nothing was written (--dry-run).")
    if plan.conflict:
        waiting = ", ".join(chapter.stem for chapter in plan.waiting) or "none"
        name = plan.conflict.copy.name
        raise CourseError(
            f"{name} changed the same lines. Not reached: {waiting}. "
            f"Resolve it, then go on with: course carry {name}"
        )


@app.command()
def serve(port: Port = 8800, host: Host = "127.0.0.1") -> None:
    """Build the site, serve it, and reload the browser when a source changes.

    Warnings fail the build, with exit code 1. Ctrl-C ends it, with exit code 0.
    """
    from .serve import serve_site  # here, because importing MkDocs takes a while

    serve_site(manifest.ROOT, host, port, typer.echo)


@app.command()
def offline(output: Output = Path("dist/fastapi-sqlalchemy-course.zip")) -> None:
    """Pack the site as one zip: unzip it anywhere and open index.html in it.

    Warnings fail the build, with exit code 1; a file that cannot be written is 2.
    The same sources give the same zip, byte for byte.
    """
    from .offline import pack_site  # here, because importing MkDocs takes a while

    size = pack_site(manifest.ROOT, output)
    typer.echo(f"{output}: {size / 1_000_000:.1f} MB. Unzip it and open index.html.")


app.command()(robot)
app.command()(quiz_commands.quiz)
app.command("export-quiz")(quiz_commands.export_quiz)
app.add_typer(servers, name="servers")
