"""Where a history is tried out: empty databases, one after the other."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from alembic import command
from sqlalchemy import URL, MetaData

from course.servers.databases import own_database
from course.servers.server import Server

from .description import Description, connect, describe
from .revisions import config

Maker = Callable[[], AbstractContextManager[URL]]

# Much quicker than another database, above all on PostgreSQL.
EMPTY = {
    "sqlite": (),
    "mysql": ("DROP DATABASE {}", "CREATE DATABASE {} CHARACTER SET utf8mb4"),
    "postgresql": ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"),
}


class Place:
    """Empty databases of one kind, and what the revisions make of them."""

    def __init__(self, name: str, make: Maker) -> None:
        self.name = name
        self._make = make
        self._free: list[URL] = []
        self._stack = ExitStack()
        self._migrated: dict[str, Description] = {}

    @contextmanager
    def empty(self) -> Iterator[URL]:
        """Lend an empty database; on a server it is used again, and empty again."""
        url = (
            self._free.pop() if self._free else self._stack.enter_context(self._make())
        )
        try:
            yield url
        finally:
            with connect(url) as connection:
                for statement in EMPTY[self.name]:
                    connection.exec_driver_sql(statement.format(url.database))
        if EMPTY[self.name]:
            self._free.append(url)

    def _new(self) -> URL:
        return self._stack.enter_context(self._make())

    def migrated(self, revision: str) -> Description:
        """Describe an empty database that was upgraded to the revision, once."""
        if revision not in self._migrated:
            with self.empty() as url:
                command.upgrade(config(url), revision)
                self._migrated[revision] = describe(url)
        return self._migrated[revision]

    def modelled(self, metadata: MetaData) -> Description:
        """Describe the database that `create_all` makes."""
        with self.empty() as url:
            with connect(url) as connection:
                metadata.create_all(connection)
            return describe(url)

    def close(self) -> None:
        self._stack.close()


def files_in(folder: Path) -> Place:
    """Make a place whose databases are files of SQLite."""
    numbers = itertools.count()

    @contextmanager
    def make() -> Iterator[URL]:
        file = folder / f"{next(numbers)}%.db"
        yield URL.create("sqlite", database=str(file))

    return Place("sqlite", make)


def databases_on(server: Server) -> Place:
    return Place(server.kind.name, lambda: own_database(server))
