"""The empty database that a probe gets, and the connections that it opens there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

# Nobody waits long for a lock: the other connection of a probe cannot go on meanwhile.
IMPATIENT: dict[str, dict[str, object]] = {
    "sqlite": {"timeout": 0},
    "mysql": {"init_command": "SET innodb_lock_wait_timeout = 0"},
    "postgresql": {"options": "-c lock_timeout=50ms"},
}
# PyMySQL reads all certificates for each connection, which takes longer than a probe.
LOCAL = ("127.0.0.1", "localhost")


class Client:
    """One connection, in a transaction from its first statement on."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.has_rows = False

    def run(self, statement: str, **values: object) -> list[object]:
        """Return the rows: of a single column its values, otherwise tuples."""
        result = self.connection.execute(text(statement), values)
        self.has_rows = result.returns_rows
        rows = [tuple(row) for row in result] if self.has_rows else []
        return [row[0] if len(row) == 1 else row for row in rows]

    def attempt(self, statement: str, **values: object) -> str:
        """Return "works", "returns " and the rows, or "fails: " and the message."""
        try:
            rows = self.run(statement, **values)
        except (DBAPIError, ValueError) as error:
            return failure(error)
        return f"returns {listed(rows)}" if self.has_rows else "works"

    def commit(self) -> str:
        """Return "works", or "fails: " and the message; then all is rolled back."""
        try:
            self.connection.commit()
        except DBAPIError as error:
            self.connection.connection.rollback()
            return failure(error)
        return "works"

    def rollback(self) -> None:
        self.connection.rollback()


class Database:
    """An empty database; its `name` is sqlite, mysql or postgresql."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = engine.dialect.name

    @contextmanager
    def client(self) -> Iterator[Client]:
        """Open a connection; what it has not committed at the end is rolled back."""
        with self.engine.connect() as connection:
            yield Client(connection)

    def run(self, statement: str, **values: object) -> list[object]:
        """Run one statement and commit it; return the rows as a Client does."""
        with self.client() as client:
            rows = client.run(statement, **values)
            client.connection.commit()
        return rows

    def attempt(self, statement: str, **values: object) -> str:
        """Run one statement and commit it; return what a Client does."""
        with self.client() as client:
            said = client.attempt(statement, **values)
            if not said.startswith("fails"):
                client.connection.commit()
        return said

    def spell(self, *, sqlite: str, mysql: str, postgresql: str) -> str:
        """Return the spelling of this database."""
        spellings = {"sqlite": sqlite, "mysql": mysql, "postgresql": postgresql}
        return spellings[self.name]


def failure(error: Exception) -> str:
    """Return "fails: " and the first line of what the database says."""
    reason = getattr(error, "orig", None) or error
    return f"fails: {str(reason).strip().splitlines()[0]}"


def listed(rows: Sequence[object]) -> str:
    """Return the rows as Python writes them, parted by commas, or "nothing"."""
    return ", ".join(repr(row) for row in rows) or "nothing"


@contextmanager
def open_database(url: URL) -> Iterator[Database]:
    """Open the database at `url`, which has to be empty."""
    kind = url.get_backend_name()
    options = dict(IMPATIENT[kind])
    if kind == "mysql" and url.host in LOCAL:
        options["ssl_disabled"] = True
    engine = create_engine(url, connect_args=options)
    if kind == "sqlite":
        _begin_for_real(engine)
    yield Database(engine)
    engine.dispose()


def _begin_for_real(engine: Engine) -> None:
    """Send BEGIN, as the other drivers do: Python's for SQLite leaves it out."""

    @event.listens_for(engine, "connect")
    def _leave_it_to_us(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")
