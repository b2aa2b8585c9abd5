"""What the tools that load a database have in common."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy import URL, Engine, create_engine

from course.manifest import ROOT
from course.servers.databases import own_database
from course.servers.kinds import KINDS
from course.servers.server import connect_args
from course.servers.throwaway import start_servers

from .application import SETTINGS
from .databases import SQLITE

# Not in the folder of a chapter: what is there is written by the tests of recordings.
MEASURED = ROOT / "docs" / "recorded" / "measured"


def prepare_environment() -> None:
    """Let the processes that are started have the cheapest hash, and a key."""
    os.environ |= SETTINGS


@contextmanager
def own_engine(database: str, folder: Path) -> Iterator[Engine]:
    """Make an empty database, on a server of its own."""
    with ExitStack() as stack:
        url = URL.create("sqlite", database=str(folder / "own.db"))
        more: dict[str, object] = {"timeout": 60}
        if database != SQLITE:
            kind = KINDS[database]
            servers = stack.enter_context(start_servers([kind]))
            url = stack.enter_context(own_database(servers[kind.name]))
            more = connect_args(url)
        engine = create_engine(url, connect_args=more)
        yield engine
        engine.dispose()


def write(name: str, lines: Sequence[str]) -> None:
    MEASURED.mkdir(parents=True, exist_ok=True)
    (MEASURED / name).write_text("\n".join(lines) + "\n")


def say(words: str, stream: TextIO = sys.stdout) -> None:
    stream.write(f"{words}\n")
    stream.flush()
