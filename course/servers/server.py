"""A server that runs: where it came from, and how to reach it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import URL, Connection, NullPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

from .kinds import Kind

# A server on this machine answers at once, or does not. Unless PyMySQL is told not to,
# it waits for ever for the first word of whatever listens at the port.
PATIENCE: dict[str, dict[str, int]] = {
    "mysql": {"connect_timeout": 5, "read_timeout": 20},
    "postgresql": {"connect_timeout": 5},
}
HERE = ("127.0.0.1", "localhost", "::1")


def connect_args(url: URL) -> dict[str, object]:
    """Return what makes connecting to a server on this machine quick.

    PyMySQL reads all certificates of the machine for each connection, which takes
    longer than everything else; to another machine it shall.
    """
    is_mysql = url.get_backend_name() == "mysql"
    return {"ssl_disabled": True} if is_mysql and url.host in HERE else {}


@dataclass(frozen=True)
class Server:
    """A running server; `url` is for its administrator.

    `source` says in words where it came from; `pid` is None unless we started it.
    """

    kind: Kind
    source: str
    url: URL
    pid: int | None = None

    def version(self) -> str:
        """Ask the server for its version; SQLAlchemyError when it does not answer."""
        with self.connect() as connection:
            return str(connection.exec_driver_sql(self.kind.version).scalar_one())

    def since(self) -> datetime:
        """Ask the server when it was started; SQLAlchemyError if it does not answer."""
        with self.connect() as connection:
            _, seconds = connection.exec_driver_sql(self.kind.uptime).one()
        return datetime.now(UTC) - timedelta(seconds=float(seconds))

    def trouble(self) -> str | None:
        """Return why the server does not answer, in one line, or None if it does."""
        try:
            self.version()
        except SQLAlchemyError as error:
            return first_line(error)
        return None

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Open a connection of its administrator, outside of any transaction."""
        engine = create_engine(
            self.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args=connect_args(self.url) | PATIENCE[self.kind.name],
        )
        with engine.connect() as connection:
            yield connection

    def __str__(self) -> str:
        return self.url.render_as_string(hide_password=True)


def first_line(error: SQLAlchemyError) -> str:
    """Return what the driver says, without what SQLAlchemy adds."""
    reason = getattr(error, "orig", None) or error
    return str(reason).strip().splitlines()[0]
