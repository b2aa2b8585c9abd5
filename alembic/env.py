"""Alembic runs this file: which database it migrates, and to which models.

`alembic upgrade head` migrates the file that `alembic.ini` names, `alembic -x db=mysql`
the database of `course servers url mysql`, and `alembic -x url=URL` any other.
"""

import logging

import sqlalchemy as sa
from alembic import context
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.schema import SchemaItem

from chapters.ch12_migrations_with_data.models import Base
from course.errors import CourseError
from course.servers.kinds import KINDS
from course.servers.report import shop_url
from course.servers.server import connect_args, first_line

SQLITE = "sqlite"
DATABASES = (SQLITE, *KINDS)


def find_url() -> sa.URL:
    """Return the URL of the database; only the ini file gives a `%` a meaning."""
    given = context.get_x_argument(as_dictionary=True)
    if len(given) > 1 or given.keys() - {"db", "url"}:
        raise CommandError(f"-x takes db=NAME or url=URL, and not {' '.join(given)}.")
    if given.get("db", SQLITE) != SQLITE:
        return url_of_server(given["db"])
    ini = context.config.get_main_option("sqlalchemy.url", "")
    own = None if given else context.config.attributes.get("url")
    return with_driver(sa.make_url(given.get("url", own or ini)))


def url_of_server(name: str) -> sa.URL:
    if name not in KINDS:
        there_are = ", ".join(DATABASES)
        raise CommandError(f"-x db=NAME: no '{name}'; there are: {there_are}.")
    kind = KINDS[name]
    if context.is_offline_mode():
        return sa.URL.create(kind.driver)  # the SQL is that of every such server
    url = sa.make_url(shop_url(kind))
    if url.database in {None, "", kind.admin}:
        raise CommandError(
            f"{kind.variable} names no database of yours, and -x db={name} leaves the "
            "server's own alone; name yours with -x url=URL"
        )
    return url


def with_driver(url: sa.URL) -> sa.URL:
    """Give a URL such as `postgres://...` the driver that the course has installed."""
    drivers = {name: kind.driver for kind in KINDS.values() for name in kind.schemes}
    return url.set(drivername=drivers.get(url.drivername, url.drivername))


def engine_of(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != SQLITE:
        args = connect_args(url)
        return sa.create_engine(url, poolclass=sa.NullPool, connect_args=args)
    # Its driver begins no transaction before DDL: a revision that fails half way would
    # leave its first half. So the driver keeps out of it, and we begin.
    own = {"isolation_level": None}
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args=own)
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    return engine


def exists_here(
    item: SchemaItem, _name: str | None, _kind: str, _found: bool, _other: object
) -> bool:
    """Leave out PostgreSQL's own indexes elsewhere; Alembic does not ask `ddl_if`."""
    if not isinstance(item, sa.Index) or not item.dialect_options["postgresql"]["ops"]:
        return True
    return context.get_context().dialect.name == "postgresql"


def is_other_default(
    _context: object,
    _column: object,
    _mapped: object,
    found: str | None,
    _default: object,
    wanted: str | None,
) -> bool | None:
    """MySQL has 1 and 0 for true and false; None leaves the rest to Alembic."""
    return False if (found, wanted) in {("1", "true"), ("0", "false")} else None


def migrate(connection: sa.Connection | None, url: sa.URL | None) -> None:
    """Run the revisions on a connection; without one, write their SQL for a URL."""
    context.configure(
        connection=connection,
        url=url,
        literal_binds=connection is None,
        dialect_opts={"paramstyle": "named"},  # in SQL that is written, % stays %
        transactional_ddl=True if url and url.get_backend_name() == SQLITE else None,
        transaction_per_migration=True,  # one that fails leaves those before it
        target_metadata=Base.metadata,
        include_object=exists_here,
        compare_type=True,
        # Alembic compares defaults only if it is asked. One that only the models have
        # is an INSERT that fails.
        compare_server_default=is_other_default,
        render_as_batch=True,  # SQLite cannot alter a column, only copy its table
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_by_url() -> None:
    """Migrate what was asked for; what the user got wrong is said in one sentence."""
    try:
        url = find_url()
        connection = None if context.is_offline_mode() else engine_of(url).connect()
    except CourseError as error:
        raise CommandError(str(error)) from error
    except (ArgumentError, ModuleNotFoundError) as error:
        raise CommandError(f"Cannot use this URL: {error}") from error
    except OperationalError as error:
        raise CommandError(f"Cannot connect to {url}: {first_line(error)}") from error
    migrate(connection, url)
    if connection is not None:
        connection.close()


if context.config.cmd_opts:  # the command, and not a test, which has its own loggers
    logging.basicConfig(format="%(levelname)-5.5s [%(name)s] %(message)s")
    logging.getLogger("alembic").setLevel(logging.INFO)

if given := context.config.attributes.get("connection"):
    migrate(given, None)
else:
    migrate_by_url()
