"""Ask three databases the questions of docs/reference/differences.md.

An answer is compared only on servers like those that were recorded: others may answer
differently, and that is no mistake. `make record` takes those that are there.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from sqlalchemy import URL

from course.manifest import ROOT
from course.site.differences import read_themes

from ..databases import DATABASES
from ..differences.database import Database, open_database
from ..differences.server import describe
from .conftest import Record
from .recording import RECORDED

PROBES = [
    pytest.param(
        getattr(import_module(f"tests.differences.{theme.file}"), probe.name),
        id=probe.name,
    )
    for theme in read_themes(ROOT)
    for probe in theme.probes
]


@pytest.fixture(scope="module")
def servers() -> dict[str, str]:
    """Keep what the servers say of themselves: each is asked once."""
    return {}


@pytest.fixture
def db(
    request: pytest.FixtureRequest, database_url: URL, servers: dict[str, str]
) -> Iterator[Database]:
    """Give the test an empty database; skip it on another server than the recorded."""
    with open_database(database_url) as db:
        if db.name not in servers:
            servers[db.name] = describe(db)
        if not request.config.getoption("update_snapshots"):
            _skip_on_another_server(db.name, servers[db.name])
        yield db


def _skip_on_another_server(database: str, here: str) -> None:
    file = RECORDED / "differences" / f"server.{database}.txt"
    recorded = file.read_text(encoding="utf-8")
    if here != recorded:
        pytest.skip(
            "The differences were recorded on another server, with "
            f"{_only(recorded, here)}; here is {_only(here, recorded)}."
        )


def _only(server: str, other: str) -> str:
    """Return the lines that tell a server from the other."""
    lines = (line for line in server.splitlines() if line not in other.splitlines())
    return ", ".join(lines) or "fewer settings"


@pytest.mark.parametrize("name", DATABASES)
def test_another_server_is_not_compared(name: str) -> None:
    said = "recorded on another server, with .*; here is MySQL 5.7."

    with pytest.raises(pytest.skip.Exception, match=said):
        _skip_on_another_server(name, "MySQL 5.7")


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_the_server_is_the_one_that_the_page_names(
    db: Database, record: Record
) -> None:
    record(f"server.{db.name}.txt", describe(db))


@pytest.mark.parametrize("database", DATABASES, indirect=True)
@pytest.mark.parametrize("probe", PROBES)
def test_the_database_still_does_what_the_page_says(
    db: Database, record: Record, probe: Callable[[Database], str]
) -> None:
    answer = probe(db)

    # MariaDB's messages name the database, and it has another name each time.
    name = str(db.engine.url.database)
    record(f"{probe.__name__}.{db.name}.txt", answer.replace(name, "shop"))
