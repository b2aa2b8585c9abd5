"""Print which check each revision passes on each database, from a run of all of them.

`make history` runs it. Exit code 1 if one failed; what is wrong is said below.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from course.servers.finder import lend_servers
from course.servers.kinds import KINDS

from .checks import CHECKS
from .place import Place, databases_on, files_in
from .revisions import REVISIONS


def main() -> None:
    wrong: list[str] = []
    with all_places() as places:
        say("| revision | database |", *(f" {name} |" for name in CHECKS))
        say("|---|---|", *("---|" for _ in CHECKS))
        for revision in REVISIONS:
            for place in places:
                cells = [cell(place, revision, name, wrong) for name in CHECKS]
                say(f"| {revision} | {place.name} |", *(f" {c} |" for c in cells))
    sys.exit("\n".join(wrong) or None)


@contextmanager
def all_places() -> Iterator[list[Place]]:
    with tempfile.TemporaryDirectory() as folder, lend_servers(KINDS.values()) as lent:
        missing = [server for server in lent.values() if isinstance(server, str)]
        if missing:
            sys.exit("\n".join(missing))
        servers = [server for server in lent.values() if not isinstance(server, str)]
        places = [files_in(Path(folder)), *map(databases_on, servers)]
        yield places
        for place in places:
            place.close()


def cell(place: Place, revision: str, name: str, wrong: list[str]) -> str:
    """Run a check, and add what is wrong; so is an error of the database."""
    try:
        found = CHECKS[name](place, revision)
    except (SQLAlchemyError, CommandError, NotImplementedError) as error:
        found = [str(error).splitlines()[0]]
    wrong += [f"{revision}, {place.name}, {name}: {line}" for line in found]
    return "FAILED" if found else "ok"


def say(*parts: str) -> None:
    sys.stdout.write("".join(parts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
