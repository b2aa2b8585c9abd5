"""The commands `course servers up | status | url | down`.

What they do is in `report`, which is imported when it is needed: SQLAlchemy takes a
while, and the other commands do not need it.
"""

from enum import Enum
from typing import Annotated

import typer

app = typer.Typer(
    help="Real MySQL (MariaDB) and PostgreSQL servers, on this machine only.",
    no_args_is_help=True,
)


class Which(Enum):
    """Which servers a command is about."""

    MYSQL = "mysql"
    POSTGRESQL = "postgresql"
    ALL = "all"


Servers = Annotated[Which, typer.Argument(help="Which server.")]


@app.command()
def up(which: Servers = Which.ALL) -> None:
    """Start servers that stay until `down`, or until the machine is restarted.

    Their data are in memory where that exists, and are lost with them. A server that
    is there already stays as it is. Exit code 2 where one cannot be started.
    """
    from .report import start

    for line in start(which.value):
        typer.echo(line)


@app.command()
def status(which: Servers = Which.ALL) -> None:
    """Say for each server where it is from, its version, its URL, and since when.

    Exit code 1 where one that is asked for does not run.
    """
    from .report import describe

    lines, complete = describe(which.value)
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if complete else 1)


@app.command()
def url(which: Servers) -> None:
    """Print the URL, with its password, of a database for your application.

    It is that of the user and the database `shop`, which `up` has made, or what the
    environment or compose.yml says. Exit code 1 where no server runs.
    """
    from .report import urls

    typer.echo("\n".join(urls(which.value)))


@app.command()
def down(which: Servers = Which.ALL) -> None:
    """End the servers that `up` has started, and remove their data; no others."""
    from .report import stop

    typer.echo("\n".join(stop(which.value)))
