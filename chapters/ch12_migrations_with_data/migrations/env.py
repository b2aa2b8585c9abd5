"""Alembic runs this file: which database it migrates, and to which models."""

import logging
import time

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Index, NullPool, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import SchemaItem

from chapters.ch12_migrations_with_data.database import engine
from chapters.ch12_migrations_with_data.models import Base

# Whoever comes after a migration that waits for a lock waits, too, and MySQL lets those
# fail who have read and then write: give up soon, and try again. Its 0 is "at once".
option = context.config.get_main_option
WAIT = int(option("lock_milliseconds", "100"))
ATTEMPTS, PAUSE = int(option("attempts", "600")), float(option("pause_seconds", "0.1"))
PATIENCE = {
    "sqlite": f"PRAGMA busy_timeout = {WAIT}",
    "mysql": f"SET lock_wait_timeout = {WAIT // 1000}, innodb_lock_wait_timeout = 2",
    "postgresql": f"SET lock_timeout = {WAIT}",
}
LOCKED = (1205, 1213, "55P03", "40P01", "database is locked")  # or a deadlock
log = logging.getLogger("alembic.runtime.migration")


def exists_here(
    item: SchemaItem, _name: str | None, _kind: str, _found: bool, _other: object
) -> bool:
    """Leave out PostgreSQL's own indexes elsewhere; Alembic does not ask `ddl_if`."""
    if not isinstance(item, Index) or not item.dialect_options["postgresql"]["ops"]:
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


def migrate(connection: Connection | None = None) -> None:
    """Run the revisions on a connection; without one, write their SQL."""
    context.configure(
        connection=connection,
        url=None if connection else engine.url,
        literal_binds=connection is None,
        target_metadata=Base.metadata,
        include_object=exists_here,
        compare_server_default=is_other_default,
        render_as_batch=True,
        transaction_per_migration=True,
        transactional_ddl=True if engine.dialect.name == "sqlite" else None,
    )
    with context.begin_transaction():
        context.run_migrations()


def is_locked(error: OperationalError) -> bool:
    code = getattr(error.orig, "pgcode", None) or getattr(error.orig, "args", [0])[0]
    return code in LOCKED


def send_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN")


def make_engine() -> Engine:
    """Make our own engine; for SQLite, with transactions that its driver leaves us."""
    is_sqlite = engine.dialect.name == "sqlite"
    more = {"connect_args": {"isolation_level": None}} if is_sqlite else {}
    own = create_engine(engine.url, poolclass=NullPool, hide_parameters=True, **more)
    if is_sqlite:
        event.listen(own, "begin", send_begin)
    return own


def migrate_patiently() -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with make_engine().connect() as connection:
                connection.exec_driver_sql(PATIENCE[engine.dialect.name])
                connection.commit()
                migrate(connection)
            return
        except OperationalError as error:
            if not is_locked(error):
                raise
            wait_for_next(attempt, " ".join(f"{error.statement}".split()))


def wait_for_next(attempt: int, statement: str) -> None:
    tried = f"attempt {attempt} of {ATTEMPTS} got no lock for {statement}"
    if attempt == ATTEMPTS:
        raise CommandError(f"{tried}: end the transaction that has it, then try again")
    log.warning("%s; the next one in %g s", tried, PAUSE)
    time.sleep(PAUSE)


if context.config.cmd_opts:  # the command, and not a test, which has its own loggers
    logging.basicConfig(format="%(levelname)-5.5s [%(name)s] %(message)s")
    for name in ("alembic.runtime.migration", "alembic.autogenerate"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("alembic.util").setLevel(logging.CRITICAL)  # it prints, too

if given := context.config.attributes.get("connection"):
    migrate(given)
elif context.is_offline_mode():
    migrate()
else:
    migrate_patiently()
