"""Where a question's code runs: a module of its own, and a throw-away database.

The code finds these names:

    app      the chapter's FastAPI object
    client   a TestClient for it; an exception in the application is a 500
    engine   of a SQLite file with the chapter's tables, or of a database on the server
             that the question names, with them; all sessions of the application use it
             as well; None while the chapter keeps a list
    session  an ORM session on it, or None
    sent     the SQL statements sent so far through `engine`, a list; it can be cleared
    rows     rows("SELECT ...", name=value) returns the rows as a list of tuples

On a server, code closes the connections that it opens: MySQL does not drop a table that
an open transaction has read.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType

from fastapi.testclient import TestClient

from course.servers.server import Server

from .throwaway import find_home, open_database

NAME = "quiz_proof"


@dataclass(frozen=True)
class Sandbox:
    """The names that code finds, and the statements that it has sent."""

    module: ModuleType
    sent: list[str]

    def run(self, code: str | None, name: str) -> None:
        """Run the code; tracebacks call its file `name`."""
        if code:
            exec(_compiled(code, name), self.module.__dict__)


@lru_cache
def _compiled(code: str, name: str) -> CodeType:
    return compile(code, name, "exec")


@contextmanager
def open_sandbox(
    stem: str, folder: Path, server: Server | None = None
) -> Iterator[Sandbox]:
    """Yield a sandbox for the chapter called `stem`.

    Its database is on the `server`, and without one in `folder`.
    """
    with ExitStack() as stack:
        main = _import_main(stem)
        sent: list[str] = []
        names: dict[str, object] = {"app": main.app, "sent": sent}
        names["client"] = TestClient(main.app, raise_server_exceptions=False)
        names |= stack.enter_context(open_database(stem, main, folder, sent, server))
        module = ModuleType(NAME)
        vars(module).update(names)
        sys.modules[NAME] = module
        stack.callback(sys.modules.pop, NAME, None)
        stack.callback(main.app.dependency_overrides.clear)
        yield Sandbox(module, sent)


def _import_main(stem: str) -> ModuleType:
    """Import the chapter; one that keeps its data in a list is imported anew."""
    main = importlib.import_module(f"chapters.{stem}.main")
    return main if find_home(stem, main) else importlib.reload(main)
