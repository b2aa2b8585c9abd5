"""Alembic runs this file: which database it migrates, and to which models."""

import logging

from alembic import context
from sqlalchemy import Connection, Index
from sqlalchemy.schema import SchemaItem

from chapters.ch11_alembic.database import engine
from chapters.ch11_alembic.models import Base


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
    )
    with context.begin_transaction():
        context.run_migrations()


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
    with engine.connect() as connection:
        migrate(connection)
