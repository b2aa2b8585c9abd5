"""Run the migrations on the URL of a test, of `-x url=...`, or of `alembic.ini`.

In the first two a `%` is a `%`; the ini file would read it as a sign of its own.
"""

from alembic import context
from sqlalchemy import Connection, Index, create_engine
from sqlalchemy.schema import SchemaItem

from chapters.ch10_permissions.models import Base


def url() -> str:
    given = context.get_x_argument(as_dictionary=True).get("url")
    url = given or context.config.attributes.get("url")
    return url or context.config.get_main_option("sqlalchemy.url", "")


def exists_here(
    thing: SchemaItem, _name: str | None, _kind: str, _found: bool, _other: object
) -> bool:
    """Leave out PostgreSQL's own indexes elsewhere; Alembic does not ask `ddl_if`."""
    if not isinstance(thing, Index) or not thing.dialect_options["postgresql"]["ops"]:
        return True
    return context.get_context().dialect.name == "postgresql"


def migrate(connection: Connection | None = None) -> None:
    context.configure(
        connection=connection,
        url=None if connection else url(),
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_server_default=True,
        include_object=exists_here,
        literal_binds=connection is None,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    migrate()
else:
    engine = create_engine(url())
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()
