"""What the suite proves of each revision on each database, and the matrix prints.

A check gets a place with empty databases and a revision. It returns what is wrong, a
line for each thing.
"""

from collections.abc import Callable

from alembic import command
from sqlalchemy import text

from .description import connect, describe, differences
from .place import Place
from .reasons import without_known
from .revisions import BASE, HEAD, before, config, metadata_of, revision_of, stems_of
from .rows import rows_at, rows_without
from .tables import compare_rows, put_in

Check = Callable[[Place, str], list[str]]

VERSION = text("SELECT version_num FROM alembic_version")


def upgrade(place: Place, revision: str) -> list[str]:
    """An empty database gets to the revision."""
    with place.empty() as url:
        command.upgrade(config(url), revision)
        with connect(url) as connection:
            found = connection.scalars(VERSION).all()
    return [] if found == [revision] else [f"alembic_version says {found}"]


def compare(place: Place, revision: str) -> list[str]:
    """The migrations make what the models of each chapter of the revision make."""
    return [
        line for stem in stems_of(revision) for line in compare_chapter(place, stem)
    ]


def compare_chapter(place: Place, stem: str) -> list[str]:
    migrated = place.migrated(revision_of(stem))
    found = differences(place.modelled(metadata_of(stem)), migrated)
    return without_known(found, stem, place.name)


def downgrade(place: Place, revision: str) -> list[str]:
    """One revision down, the database is what it was before."""
    last = before(revision)
    was = {} if last == BASE else place.migrated(last)
    with place.empty() as url:
        command.upgrade(config(url), revision)
        command.downgrade(config(url), last)
        return differences(was, describe(url), left=f"upgrades to {last}")


def re_upgrade(place: Place, revision: str) -> list[str]:
    """Down and up again, the database is what it was the first time."""
    with place.empty() as url:
        command.upgrade(config(url), revision)
        command.downgrade(config(url), before(revision))
        command.upgrade(config(url), revision)
        again = describe(url)
    return differences(place.migrated(revision), again, left="the first upgrades")


def data_survival(place: Place, revision: str) -> list[str]:
    """Rows keep their values up and down, and lose only what is promised."""
    with place.empty() as url:
        command.upgrade(config(url), revision)
        put_in(url, rows_at(revision))
        wrong = compare_rows("put in", rows_at(revision), url)
        command.upgrade(config(url), HEAD)
        wrong += compare_rows("at head", rows_at(HEAD, revision), url)
        command.downgrade(config(url), revision)
        wrong += compare_rows("back from head", rows_at(revision), url)
        command.downgrade(config(url), before(revision))
        wrong += compare_rows("one down", rows_at(before(revision), revision), url)
        command.upgrade(config(url), revision)
        return wrong + compare_rows("and up again", rows_without(revision), url)


CHECKS: dict[str, Check] = {
    "upgrade": upgrade,
    "compare": compare,
    "downgrade": downgrade,
    "re-upgrade": re_upgrade,
    "data survival": data_survival,
}
