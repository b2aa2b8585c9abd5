"""The servers that proofs run on: found, or started for as long as the proofs run."""

import os
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from course.servers.finder import lend_servers
from course.servers.kinds import KINDS
from course.servers.server import Server

from .questions import AnyQuestion

# By the names of their kinds; a sentence says why there is none.
Servers = Mapping[str, Server | str]

REQUIRED = "REQUIRE_SERVERS"


def lend_to(questions: Iterable[AnyQuestion]) -> AbstractContextManager[Servers]:
    """Lend the servers that these questions name, until the end of the block."""
    names = {question.database for question in questions}
    return lend_servers(kind for kind in KINDS.values() if kind.name in names)


def find_server(question: AnyQuestion, servers: Servers) -> Server | str | None:
    """Return the server for the question, a sentence if none, None for SQLite."""
    return servers[question.database] if question.database else None


def are_required() -> bool:
    """Say whether a missing server is a failure, as it is in CI."""
    return os.environ.get(REQUIRED, "") not in ("", "0")
