"""Where a server comes from: the first of four places that has one.

1. The environment: MYSQL_URL, POSTGRESQL_URL. One that is set and dead is an error.
2. compose.yml, if its service runs.
3. A server kept by `course servers up`.
4. A throw-away one, started for one run.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import make_url

from .kept import find_kept
from .kinds import Kind, ServerError
from .launch import has_binaries
from .server import Server
from .throwaway import start_servers

COMPOSE = "compose.yml"


def find_server(kind: Kind) -> Server | None:
    """Return a server of this kind that runs already, or None.

    Raises ServerError when the environment names one that does not answer.
    """
    return _from_environment(kind) or _from_compose(kind) or _kept(kind)


@contextmanager
def lend_servers(kinds: Iterable[Kind]) -> Iterator[dict[str, Server | str]]:
    """Find a server of each kind, or start one that ends with the block.

    Yields them by name; where there is none, one sentence says what was tried and
    what would help. Raises ServerError for a server that should work and does not.
    """
    kinds = list(kinds)
    found = {kind.name: find_server(kind) for kind in kinds}
    startable = [kind for kind in kinds if not found[kind.name] and has_binaries(kind)]
    with ExitStack() as stack:
        started = stack.enter_context(start_servers(startable)) if startable else {}
        yield {
            kind.name: found[kind.name] or started.get(kind.name) or explain(kind)
            for kind in kinds
        }


def explain(kind: Kind) -> str:
    """Say in one sentence where a server was looked for, and what would help."""
    port = make_url(kind.compose).port
    return (
        f"No {kind.title} server: {kind.variable} is not set, nothing of {COMPOSE} "
        f"answers at port {port}, `course servers up` keeps none, and there is none to "
        f"start on this machine; try: {kind.missing}"
    )


def _from_environment(kind: Kind) -> Server | None:
    text = os.environ.get(kind.variable)
    if not text:
        return None
    server = Server(kind, kind.variable, kind.read_url(text))
    if trouble := server.trouble():
        raise ServerError(
            f"{kind.variable} names a server that does not answer, {server}: {trouble}"
        )
    return server


def _from_compose(kind: Kind) -> Server | None:
    server = Server(kind, COMPOSE, make_url(kind.compose))
    return None if server.trouble() else server


def _kept(kind: Kind) -> Server | None:
    kept = find_kept(kind)
    if kept is None or kept.server.trouble():
        return None
    return kept.server
