"""The commands of the loop, in the order in which `course --help` lists them."""

import typer

from .checks import check, watch
from .helps import doctor, hint, progress, solution
from .work import reset, start


def register(app: typer.Typer) -> None:
    """Add the commands of the loop to the command line."""
    for command in (start, check, watch, hint, solution, progress, reset, doctor):
        app.command()(command)
