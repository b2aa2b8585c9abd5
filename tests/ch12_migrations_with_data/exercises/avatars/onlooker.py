"""Somebody else who looks into the database while a migration runs."""

from sqlalchemy import URL, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

# Nobody waits for a lock that the migration holds.
CONNECT_ARGS: dict[str, dict[str, object]] = {
    "sqlite": {"timeout": 0},
    "mysql": {"init_command": "SET lock_wait_timeout = 1"},
    "postgresql": {"options": "-c lock_timeout=50"},
}
KEYS = text("SELECT count(*) FROM users WHERE avatar_key <> ''")


class KilledError(Exception):
    """Ends the migration in the middle, as if somebody had killed it."""


class Onlooker:
    """Looks before each statement how many keys others see.

    `seen` has the numbers, each once; with `kill`, the first keys end the migration.
    """

    def __init__(self, url: URL, users: int, *, kill: bool = False) -> None:
        arguments = CONNECT_ARGS[url.get_backend_name()]
        self.engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
        self.users = users
        self.kill = kill
        self.seen = [0]
        self.in_vain = 0

    def look(self, *_: object) -> None:
        if self.in_vain < 3:  # a migration that locks everybody out does so to its end
            self._note(self._count())

    def _note(self, count: int) -> None:
        if count not in self.seen:
            self.seen.append(count)
        if self.kill and 0 < count < self.users:
            raise KilledError

    def _count(self) -> int:
        try:
            with self.engine.connect() as connection:
                return int(connection.scalar(KEYS) or 0)
        except DBAPIError as error:
            self.in_vain += "avatar_key" not in str(
                error.orig
            )  # there is no column yet
            return 0
