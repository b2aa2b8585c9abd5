"""Databases of one's own on a server: nothing touches one that it did not create."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from .kinds import ServerError
from .server import Server, first_line

CREATE = {
    "mysql": "CREATE DATABASE {} CHARACTER SET utf8mb4",
    "postgresql": "CREATE DATABASE {}",
}
# PostgreSQL refuses to drop a database while somebody is connected to it.
DROP = {
    "mysql": "DROP DATABASE {}",
    "postgresql": "DROP DATABASE {} WITH (FORCE)",
}


@contextmanager
def own_database(server: Server) -> Iterator[URL]:
    """Create an empty database that no other run has, and drop it at the end.

    Yields its URL. Raises ServerError where the server does not let us create one.
    """
    name = f"course_{os.getpid()}_{secrets.token_hex(4)}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(CREATE[server.kind.name].format(name))
    except SQLAlchemyError as error:
        raise ServerError(
            f"Cannot create a database at {server}: {first_line(error)}"
        ) from error
    try:
        yield server.url.set(database=name)
    finally:
        _drop(server, name)


def _drop(server: Server, name: str) -> None:
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(DROP[server.kind.name].format(name))
    except SQLAlchemyError:
        if server.trouble() is None:  # a dead server has lost the database anyway
            raise
