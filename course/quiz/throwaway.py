"""A throw-away database with a chapter's tables, which the chapter uses for a while."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker

from course.servers.databases import own_database
from course.servers.server import Server

Rows = Callable[..., list[tuple[object, ...]]]


def find_home(stem: str, main: ModuleType) -> ModuleType | None:
    """Return the module that makes the chapter's sessions, None if there is none.

    `main` is the module of the application of the chapter called `stem`.
    """
    if hasattr(main, "SessionFactory"):
        return main
    return sys.modules.get(f"chapters.{stem}.database")


@contextmanager
def open_database(
    stem: str,
    main: ModuleType,
    folder: Path,
    sent: list[str],
    server: Server | None = None,
) -> Iterator[Mapping[str, object]]:
    """Yield `engine`, `session` and `rows` for a database that is now in use.

    It is one of its own on the `server`, and without one a file in `folder`. All three
    are None where the chapter keeps a list. Statements go to `sent`.
    """
    home = find_home(stem, main)
    if home is None:
        yield {"engine": None, "session": None, "rows": None}
        return
    models = sys.modules.get(f"chapters.{stem}.models", main)
    with _on_server(models, server) if server else _in_file(models, folder) as engine:
        _note_statements(engine, sent)
        rows = _rows(engine.url)
        with _bound_to(engine, home, main), Session(engine) as session:
            yield {"engine": engine, "session": session, "rows": rows}


@contextmanager
def _in_file(models: ModuleType, folder: Path) -> Iterator[Engine]:
    file = folder / "quiz.db"
    file.write_bytes(_empty_database(models))
    engine = create_engine(URL.create("sqlite", database=str(file)))
    event.listen(engine, "connect", _hurry)
    yield engine
    engine.dispose()


@contextmanager
def _on_server(models: ModuleType, server: Server) -> Iterator[Engine]:
    with own_database(server) as url:
        engine = create_engine(url)
        try:
            models.Base.metadata.create_all(engine)
            yield engine
        finally:
            engine.dispose()


@cache
def _empty_database(models: ModuleType) -> bytes:
    """Return a file with the chapter's tables: copying is quicker than making it."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "quiz.db")
        engine = create_engine(f"sqlite:///{file}")
        models.Base.metadata.create_all(engine)
        engine.dispose()
        return file.read_bytes()


def _hurry(connection: DBAPIConnection, _: object) -> None:
    """Spare the disk: nobody wants this file after a crash."""
    for setting in ("synchronous = OFF", "journal_mode = MEMORY"):
        connection.cursor().execute(f"PRAGMA {setting}")


@contextmanager
def _bound_to(engine: Engine, *modules: ModuleType) -> Iterator[None]:
    """Let the chapter use `engine`; `modules` hold its own one and the factory."""
    factory: sessionmaker[Session] = modules[0].SessionFactory
    own = modules[0].engine
    try:
        factory.configure(bind=engine)
        for module in modules:
            vars(module)["engine"] = engine
        yield
    finally:
        factory.configure(bind=own)
        for module in modules:
            vars(module)["engine"] = own


def _note_statements(engine: Engine, sent: list[str]) -> None:
    def note(_c: Connection, _cursor: object, statement: str, *_: object) -> None:
        sent.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    for name in ("begin", "commit", "rollback"):
        event.listen(engine, name, _note_word(name.upper(), sent))


def _note_word(word: str, sent: list[str]) -> Callable[[Connection], None]:
    return lambda _: sent.append(word)


def _rows(url: URL) -> Rows:
    engine = create_engine(url, poolclass=NullPool)  # its statements are not noted

    def rows(query: str, **values: object) -> list[tuple[object, ...]]:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]

    return rows
