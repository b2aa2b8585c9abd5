"""A chapter's application as the tests see it: loaded, bound to a database, emptied."""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from fastapi import FastAPI
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    MetaData,
    StaticPool,
    create_engine,
    event,
)
from sqlalchemy.orm import Session, sessionmaker

import chapters

# What the applications read when they are imported: the cheapest hash that there is.
SETTINGS = {
    "ARGON2_MEMORY_COST": "8",
    "ARGON2_TIME_COST": "1",
    "SECRET_KEY": "the tests sign their tokens with this",
}

if TYPE_CHECKING:  # the first chapters' environments have no Alembic
    from alembic.config import Config


@dataclass(frozen=True)
class Application:
    """One chapter's package: its FastAPI object and, from chapter 2 on, its database.

    `database` is the module that holds `engine`, `SessionFactory` and `get_session`,
    or None while the users live in a list.
    """

    stem: str
    main: ModuleType
    database: ModuleType | None
    metadata: MetaData | None

    @property
    def app(self) -> FastAPI:
        app: FastAPI = self.main.app
        return app

    @property
    def has_migrations(self) -> bool:
        """Say whether somebody has to make its tables before it starts."""
        return _has(self.stem, "migrations/env")

    def make_tables(self, engine: Engine) -> None:
        """Make the tables as the chapter does: by its migrations, once it has some."""
        assert self.metadata is not None
        if not self.has_migrations:
            self.metadata.create_all(engine)
            return
        with engine.connect() as connection:  # Alembic begins its own transactions
            _upgrade(self.stem, connection)

    @contextmanager
    def bound_to(self, bind: Engine | Connection) -> Iterator[None]:
        """Let the application's sessions use `bind` instead of its own engine."""
        factory = self._session_factory()
        before = dict(factory.kw)
        factory.configure(bind=bind, join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            factory.kw.clear()
            factory.configure(**before)
            self.app.dependency_overrides.clear()

    def _session_factory(self) -> sessionmaker[Session]:
        """Find where the sessions come from: `SessionFactory`, or else `get_session`.

        A learner may do without the first one; the second one is then replaced.
        """
        assert self.database is not None
        factory: sessionmaker[Session] | None
        factory = getattr(self.database, "SessionFactory", None)
        if factory is None:
            factory = sessionmaker()
            own = self.database.get_session
            self.app.dependency_overrides[own] = _sessions(factory)
        return factory


def _sessions(factory: sessionmaker[Session]) -> Callable[[], Iterator[Session]]:
    def get_session() -> Iterator[Session]:
        with factory() as session:
            yield session

    return get_session


def package_path(stem: str) -> Path:
    """Return the folder of the chapter under test, which may be a learner's copy."""
    return Path(chapters.__path__[0]) / stem


def load_application(stem: str) -> Application:
    """Import a chapter; one that keeps a list is imported anew, with an empty list."""
    package = f"chapters.{stem}"
    main = importlib.import_module(f"{package}.main")
    if not hasattr(main, "get_session") and not _has(stem, "database"):
        return Application(stem, _import_anew(package), None, None)
    database = _module(stem, "database", main)
    models = _module(stem, "models", main)
    return Application(stem, main, database, models.Base.metadata)


def _has(stem: str, name: str) -> bool:
    return (package_path(stem) / f"{name}.py").exists()


def _module(stem: str, name: str, default: ModuleType) -> ModuleType:
    if not _has(stem, name):
        return default
    return importlib.import_module(f"chapters.{stem}.{name}")


def _import_anew(package: str) -> ModuleType:
    for name in [name for name in sys.modules if name.startswith(package)]:
        del sys.modules[name]
    return importlib.import_module(f"{package}.main")


def alembic_config(stem: str, connection: Connection | None = None) -> "Config":
    """Return what Alembic's commands need to know; they then use the connection."""
    from alembic.config import Config

    config = Config(package_path(stem) / "alembic.ini")
    config.attributes["connection"] = connection
    return config


def _upgrade(stem: str, connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(stem, connection), "head")


def memory_engine(application: Application) -> Engine:
    """Make an in-memory SQLite database with the tables, whose savepoints hold.

    Python's driver sends no BEGIN before a SAVEPOINT, so that releasing the savepoint
    commits; with `isolation_level=None` it keeps out of it and the event sends BEGIN.
    """
    engine = create_engine(
        "sqlite://",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    return _with_tables(engine, application)


def file_engine(application: Application, folder: Path) -> Engine:
    """Make a SQLite database in a file, for tests with several real connections."""
    engine = create_engine(f"sqlite:///{folder / 'test.db'}")
    return _with_tables(engine, application)


def server_engine(application: Application, url: URL) -> Engine:
    """Make an engine for an empty database of a server, and the tables."""
    from course.servers.server import connect_args

    engine = create_engine(url, connect_args=connect_args(url))
    application.make_tables(engine)
    return engine


def _with_tables(engine: Engine, application: Application) -> Engine:
    # A SELECT without ORDER BY promises no order: here it gets an unexpected one.
    reverse = "PRAGMA reverse_unordered_selects = ON"
    event.listen(engine, "connect", lambda connection, _: connection.execute(reverse))
    application.make_tables(engine)
    return engine
