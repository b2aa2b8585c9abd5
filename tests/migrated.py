"""A database that the revisions of a chapter, maybe a learner's, have made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, StaticPool, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from .application import alembic_config
from .helpers import Row, insert_users
from .schema import Schema, describe


@dataclass(frozen=True)
class Migrated:
    """A database of the chapter called `stem`, and Alembic's commands on it."""

    stem: str
    engine: Engine

    def heads(self) -> list[str]:
        return list(ScriptDirectory.from_config(alembic_config(self.stem)).get_heads())

    def trouble(self, run: Callable[..., object], *arguments: str) -> str:
        """Run one of Alembic's commands, and return what went wrong, in a line."""
        with self.engine.connect() as connection:
            try:
                run(alembic_config(self.stem, connection), *arguments)
            except Exception as error:
                return f"{type(error).__name__}: {error}".splitlines()[0]
        return ""

    def upgrade(self, target: str = "head") -> None:
        trouble = self.trouble(command.upgrade, target)
        assert not trouble, f"alembic upgrade {target}: {trouble}"

    def downgrade(self, target: str) -> None:
        trouble = self.trouble(command.downgrade, target)
        assert not trouble, f"alembic downgrade {target}: {trouble}"

    def climb(self, *, has: str, lacks: str = "") -> str:
        """Upgrade until `users` has one column and lacks another; return where.

        A learner's revisions may have other ids than ours. They are tried out in
        memory, once.
        """
        revision = _revision_with(self.stem, has, lacks)
        self.upgrade(revision)
        return revision

    def revision(self) -> str:
        with self.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        return found or "base"

    def columns(self, table: str = "users") -> set[str]:
        inspector = inspect(self.engine)
        if not inspector.has_table(table):
            return set()
        return {column["name"] for column in inspector.get_columns(table)}

    def checks(self, table: str = "users") -> set[str | None]:
        return {c["name"] for c in inspect(self.engine).get_check_constraints(table)}

    def schema(self) -> Schema:
        with self.engine.connect() as connection:
            return describe(connection)

    def sql(self, statement: str, **values: object) -> list[Row]:
        """Run one statement in a transaction of its own; rows come back as dicts."""
        with self.engine.begin() as connection:
            result = connection.execute(text(statement), values)
            return [dict(row._mapping) for row in result] if result.returns_rows else []

    def refusal(self, statement: str, **values: object) -> str:
        """Return why the database does not run the statement; "" if it does."""
        try:
            self.sql(statement, **values)
        except DBAPIError as error:
            return str(error.orig)
        return ""

    def add_user(self, name: str) -> int:
        """Insert a user with the columns that all revisions have; return the id."""
        insert_users(self.sql, name)
        (row,) = self.sql("SELECT id FROM users WHERE username = :name", name=name)
        return int(str(row["id"]))


@cache
def _revision_with(stem: str, has: str, lacks: str) -> str:
    database = Migrated(stem, create_engine("sqlite://", poolclass=StaticPool))
    while has not in database.columns() or lacks in database.columns():
        database.upgrade("+1")
    return database.revision()
