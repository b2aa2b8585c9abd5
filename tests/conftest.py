"""Fixtures for every chapter's tests: they look at the application from outside.

A test gets `client` (HTTP) and `sql` (plain rows). The same test runs against the
package in this process, rolled back afterwards, or against a server that is already
running (`--base-url`), whose rows are deleted afterwards.
"""

import gc
import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import httpx2
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    MetaData,
    create_engine,
    delete,
    event,
    func,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

import chapters

from .application import (
    SETTINGS,
    Application,
    file_engine,
    load_application,
    memory_engine,
    server_engine,
)
from .callers import early_auth, early_client, needs_admin
from .databases import (
    DATABASES,
    SERVERS,
    SQLITE,
    Servers,
    asked_for,
    database_of,
    databases_of,
    lines_of_summary,
    may_need_servers,
)
from .helpers import Client, Row, Sql
from .server import Server, running_server

if TYPE_CHECKING:
    from course.servers.server import Server as DatabaseServer


class WorkerNode(Protocol):
    """What pytest-xdist gives us of a worker, before it starts it."""

    config: pytest.Config
    workerinput: dict[str, object]


CountQueries = Callable[[], AbstractContextManager[list[str]]]

STEM = re.compile(r"ch\d\d_\w+")

# The tests of exercises fail on our chapters; they run when a command names them.
collect_ignore_glob = ["ch*/exercises"]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("course")
    group.addoption(
        "--chapters-path",
        metavar="DIR",
        type=Path,
        help="test the chapters in this folder, a learner's copy, instead of ours",
    )
    group.addoption(
        "--base-url",
        metavar="URL",
        help="test the application that runs at this address",
    )
    group.addoption(
        "--database-url",
        metavar="URL",
        help="with --base-url: SQLAlchemy URL of its database, which holds no user",
    )
    group.addoption(
        "--db",
        choices=[*DATABASES, "all"],
        action="append",
        help="run on this database only, which must be there; may be given several "
        "times, `all` demands all three (default: all that are found)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "commits: the test needs real commits on several connections"
    )
    config.addinivalue_line(
        "markers", "databases(*names): from chapter 6 on, run on these databases only"
    )
    os.environ |= SETTINGS
    config.addinivalue_line(
        "markers", "until(chapter): as a promise it ends where this chapter begins"
    )
    config.addinivalue_line(
        "markers", "long: begins first; proofs, which run many tests, leave it out"
    )
    demanded = config.getoption("--db") is not None
    config.stash[SERVERS] = Servers(asked_for(config), demanded=demanded)
    if hasattr(config, "workerinput"):
        config.stash[SERVERS].offers = config.workerinput["servers"]
    path: Path | None = config.getoption("--chapters-path")
    if path is not None:
        _check_chapters(path, config.args)
        chapters.__path__[:] = [str(path.resolve())]
    _check_base_url(config)


def _check_chapters(path: Path, arguments: list[str]) -> None:
    for stem in sorted(_stems(arguments) or {"ch[0-9][0-9]_*"}):
        if not any(path.glob(f"{stem}/main.py")):
            raise pytest.UsageError(
                f"--chapters-path: there is no {stem}/main.py in {path}; "
                "give the folder that holds the chapters' folders."
            )


def _stems(arguments: list[str]) -> set[str]:
    return {stem for argument in arguments for stem in STEM.findall(argument)}


def _check_base_url(config: pytest.Config) -> None:
    base_url = config.getoption("--base-url")
    database_url = config.getoption("--database-url")
    if database_url and not base_url:
        raise pytest.UsageError("--database-url goes with --base-url.")
    if base_url and not database_url and _stems(config.args) != {"ch01_in_memory"}:
        raise pytest.UsageError(
            "--base-url goes with --database-url, the database of that server; "
            "only tests/ch01_in_memory needs none."
        )
    if base_url:
        _check_server(base_url)
    if database_url:
        _check_empty(database_url)


def _check_server(base_url: str) -> None:
    try:
        httpx2.get(base_url, timeout=10)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise pytest.UsageError(
            f"--base-url: nothing answers at {base_url} ({error}); "
            "start the application first."
        ) from error


def _check_empty(database_url: str) -> None:
    try:
        engine = create_engine(database_url)
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            full = [
                name
                for name in tables
                if connection.scalar(select(func.count()).select_from(table(name)))
            ]
    except SQLAlchemyError as error:
        raise pytest.UsageError(
            f"--database-url: cannot read {database_url} "
            f"({str(error).splitlines()[0]})."
        ) from error
    engine.dispose()
    if "users" not in tables:
        raise pytest.UsageError(
            f"--database-url: there is no table users in {database_url}; "
            "is it the database of the server at --base-url?"
        )
    if full:
        raise pytest.UsageError(
            f"--database-url: {database_url} has rows in {', '.join(full)}; the tests "
            "delete all rows, so give them a database without any."
        )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerNode) -> None:
    """Tell a worker of pytest-xdist which servers there are."""
    servers = node.config.stash[SERVERS]
    needed = may_need_servers(node.config.args)
    node.workerinput["servers"] = servers.offers if needed else {}


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SERVERS].close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests from chapter 6 on once for each database.

    A promise names its chapter, and `tests/contract` gives it its databases.
    """
    stem = STEM.search(str(metafunc.definition.nodeid))
    is_promise = metafunc.definition.get_closest_marker("since") is not None
    if "database" not in metafunc.fixturenames or stem is None or is_promise:
        return
    names = databases_of(stem[0], metafunc.definition)
    if names != [SQLITE] and not metafunc.config.getoption("--base-url"):
        metafunc.parametrize("database", names, indirect=True)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    asked = {None, *asked_for(config)}
    left_out = [item for item in items if database_of(item) not in asked]
    if left_out and not config.getoption("--base-url"):
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if database_of(item) in asked]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say in one sentence that a server has died, and end the run."""
    report = yield
    name = database_of(item)
    if not report.failed or name in (None, SQLITE):
        return report
    offer = item.config.stash[SERVERS].known.get(str(name))
    if offer and not offer["missing"]:
        server = item.config.stash[SERVERS].get(str(name))
        if trouble := server.trouble():
            report.longrepr = (
                f"The {server.kind.title} server of this run ({server.source}) does "
                f"not answer any more: {trouble}. Run the tests again; a new run finds "
                "or starts another one."
            )
            item.session.shouldfail = report.longrepr
    return report


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    stats = {
        outcome: list(terminalreporter.getreports(outcome))
        for outcome in ("passed", "failed", "error", "skipped")
    }
    lines = lines_of_summary(stats, config.stash[SERVERS].known)
    if len(lines) > 1 or config.getoption("--db"):
        terminalreporter.section("databases", "-")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def chapter(request: pytest.FixtureRequest) -> str:
    """Name the chapter under test; a promise runs on several, others on their own."""
    if hasattr(request, "param"):
        stem: str = request.param
        return stem
    found = STEM.search(str(request.path.relative_to(request.config.rootpath)))
    assert found, "the path of a test names its chapter, or the test has a `since` mark"
    return found[0]


@pytest.fixture
def base_url(request: pytest.FixtureRequest) -> str | None:
    url: str | None = request.config.getoption("--base-url")
    return url


@pytest.fixture
def application(chapter: str, base_url: str | None) -> Application:
    """Load the chapter into this process; a running server cannot be looked into."""
    if base_url:
        pytest.skip("looks inside the application, which runs elsewhere (--base-url)")
    return load_application(chapter)


@pytest.fixture
def database(request: pytest.FixtureRequest, base_url: str | None) -> str:
    """Name the database under test: `sqlite`, `mysql` or `postgresql`.

    Skips the test where its server is missing, or lets it fail (REQUIRE_SERVERS=1).
    """
    name = getattr(request, "param", SQLITE)
    if base_url:
        url = request.config.getoption("--database-url")
        name = make_url(url).get_backend_name() if url else SQLITE
    request.node.user_properties.append(("database", name))
    if name != SQLITE and not base_url:
        request.config.stash[SERVERS].get(name)
    return str(name)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, database: str, tmp_path: Path
) -> Iterator[URL]:
    """Give the test the URL of an empty database of its own."""
    if database == SQLITE:
        yield URL.create("sqlite", database=str(tmp_path / "own.db"))
        return
    from course.servers.databases import own_database

    with own_database(request.config.stash[SERVERS].get(database)) as url:
        yield url


@pytest.fixture
def private_server(
    request: pytest.FixtureRequest, database: str
) -> Iterator["DatabaseServer"]:
    """Start a server for one test, which may change or spoil what it likes."""
    from course.servers.throwaway import start_servers

    kind = request.config.stash[SERVERS].get(database).kind
    with start_servers([kind]) as servers:
        yield servers[kind.name]


Engines = Callable[[str, Application], Engine]


@pytest.fixture(scope="session")
def engines(request: pytest.FixtureRequest) -> Iterator[Engines]:
    """Keep a database for each application: its tables are made once, its rows never.

    SQLite's is in memory, those of servers are dropped in the end.
    """
    servers = request.config.stash[SERVERS]
    kept: dict[tuple[str, MetaData | None], Engine] = {}
    with ExitStack() as stack:

        def find(database: str, application: Application) -> Engine:
            key = (database, application.metadata)
            if key not in kept and database == SQLITE:
                kept[key] = memory_engine(application)
            elif key not in kept:
                from course.servers.databases import own_database

                url = stack.enter_context(own_database(servers.get(database)))
                kept[key] = server_engine(application, url)
            return kept[key]

        yield find
        for engine in kept.values():
            engine.dispose()


@pytest.fixture
def bind(
    request: pytest.FixtureRequest,
    chapter: str,  # noqa: ARG001 - a promise names its chapter
    database: str,  # noqa: ARG001 - and its database
    base_url: str | None,
) -> Iterator[Engine | Connection | None]:
    """Give the test its database: a transaction, real commits, or a server's own."""
    with ExitStack() as stack:
        if base_url:
            yield stack.enter_context(_external(request))
            return
        application: Application = request.getfixturevalue("application")
        if application.metadata is None:
            yield None
            return
        commits = request.node.get_closest_marker("commits") is not None
        make = _committing if commits else _savepoint
        bind = stack.enter_context(make(request, application))
        stack.enter_context(application.bound_to(bind))
        yield bind


@contextmanager
def _committing(
    request: pytest.FixtureRequest, application: Application
) -> Iterator[Engine | Connection]:
    database: str = request.getfixturevalue("database")
    if database == SQLITE:
        engine = file_engine(application, request.getfixturevalue("tmp_path"))
        yield engine
        engine.dispose()
        return
    engine = request.getfixturevalue("engines")(database, application)
    yield engine
    assert application.metadata is not None
    with engine.begin() as connection:
        for rows in reversed(application.metadata.sorted_tables):
            connection.execute(rows.delete())


@contextmanager
def _savepoint(
    request: pytest.FixtureRequest, application: Application
) -> Iterator[Engine | Connection]:
    find: Engines = request.getfixturevalue("engines")
    engine = find(request.getfixturevalue("database"), application)
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@contextmanager
def _external(request: pytest.FixtureRequest) -> Iterator[Engine | None]:
    url: str | None = request.config.getoption("--database-url")
    if url is None:  # chapter 1
        yield None
        return
    engine = create_engine(url)
    yield engine
    with engine.begin() as connection:
        for name in inspect(engine).get_table_names():
            connection.execute(delete(table(name)))
    engine.dispose()


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """Keep one event loop for all requests: starting one costs more than a request."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def client(
    request: pytest.FixtureRequest,
    chapter: str,
    base_url: str | None,
    bind: Engine | Connection | None,  # noqa: ARG001 - binds the application
) -> Iterator[Client]:
    """Talk HTTP to the application, in this process or at `--base-url`.

    A promise of an early chapter gets a caller who knows what later ones demand.
    """
    mark = request.node.get_closest_marker("since")
    since: str = mark.args[0] if mark else chapter
    if base_url and needs_admin(chapter, since):
        pytest.skip("acts for an administrator who is no row (--base-url)")
    if base_url:
        auth = early_auth(chapter, since)
        with httpx2.Client(base_url=base_url, timeout=10, auth=auth) as client:
            yield client
    else:
        client = early_client(request.getfixturevalue("application"), since)
        client.portal = request.getfixturevalue("portal")
        yield client


@pytest.fixture
def sql(bind: Engine | Connection | None) -> Sql:
    """Run one SQL statement with named parameters; the rows come back as dicts."""
    assert bind is not None, "this chapter has no database"

    def run(statement: str, **values: object) -> list[Row]:
        with ExitStack() as stack:
            connection = bind
            if isinstance(connection, Engine):
                connection = stack.enter_context(connection.begin())
            result = connection.execute(text(statement), values)
            return [dict(row._mapping) for row in result] if result.returns_rows else []

    return run


@pytest.fixture
def count_queries(
    application: Application,  # noqa: ARG001 - skips where a server runs elsewhere
    bind: Engine | Connection,
) -> CountQueries:
    """Collect the statements that the application sends inside a `with` block."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        statements: list[str] = []

        def add(_c: object, _cur: object, statement: str, *_: object) -> None:
            if not re.match(r"SAVEPOINT|RELEASE|ROLLBACK TO", statement):
                statements.append(statement)

        event.listen(bind.engine, "before_cursor_execute", add)
        try:
            yield statements
        finally:
            event.remove(bind.engine, "before_cursor_execute", add)

    return collect


@pytest.fixture
def server(chapter: str, base_url: str | None, tmp_path: Path) -> Iterator[Server]:
    """Run a copy of the chapter as a process of its own, with its own `shop.db`."""
    if base_url:
        pytest.skip("starts and stops a server of its own")
    with running_server(chapter, tmp_path) as server:
        yield server
