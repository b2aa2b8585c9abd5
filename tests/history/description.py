"""What is in a database, in words: as SQLAlchemy reflects it, and as it says itself.

A description has a line for each column, constraint, index and whatever else there is,
so that two of them can be compared. Where a column stands in its table is no part of
it: one that is added later stands last. Two things belong to nobody's models and are
left out: Alembic's own table, and what SQLite keeps of the ids that it has given.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Inspector, NullPool, create_engine, inspect

from course.servers.server import connect_args

from . import mysql, postgresql, sqlite

Description = dict[str, str]

WITNESSES = {
    "sqlite": ("SQLite", sqlite.describe),
    "mysql": ("MySQL", mysql.describe),
    "postgresql": ("PostgreSQL", postgresql.describe),
}
NOBODYS = ("alembic_version", "sqlite_sequence")
NOTHING = "nothing"


@contextmanager
def connect(url: URL) -> Iterator[Connection]:
    """Open a connection without transactions, which no migration has to wait for."""
    args = connect_args(url)
    engine = create_engine(
        url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=args
    )
    with engine.connect() as connection:
        yield connection


def describe(url: URL) -> Description:
    """Describe a database; a key begins with `TABLE.COLUMN` or `TABLE: WHAT NAME`."""
    title, said = WITNESSES[url.get_backend_name()]
    with connect(url) as connection:
        found = {f"{key} (SQLAlchemy)": value for key, value in reflect(connection)}
        found |= {f"{key} ({title})": value for key, value in said(connection)}
    return {key: found[key] for key in sorted(found) if not key.startswith(NOBODYS)}


def differences(
    models: Description, migrations: Description, *, left: str = "the models"
) -> list[str]:
    """Return a line for each difference, which names the table and the column."""
    return [
        f"{key}: {left} make {models.get(key, NOTHING)}; "
        f"the migrations make {migrations.get(key, NOTHING)}"
        for key in sorted(models.keys() | migrations.keys())
        if models.get(key) != migrations.get(key)
    ]


def reflect(connection: Connection) -> Iterator[tuple[str, str]]:
    """Describe what SQLAlchemy's inspector finds."""
    look = inspect(connection)
    for table in look.get_table_names():
        yield f"{table}: table", str(look.get_table_options(table))
        yield from columns(connection, look, table)
        yield from constraints(look, table)
    for view in look.get_view_names():
        yield f"{view}: view", str(look.get_view_definition(view))


def columns(
    connection: Connection, look: Inspector, table: str
) -> Iterator[tuple[str, str]]:
    for column in look.get_columns(table):
        type_ = column["type"].compile(connection.dialect)
        rest = {
            key: value
            for key, value in sorted(column.items())
            if key not in ("name", "type") and value is not None
        }
        yield f"{table}.{column['name']}", f"{type_} {rest}"


def constraints(look: Inspector, table: str) -> Iterator[tuple[str, str]]:
    found: dict[str, list[object]] = {
        "primary key": [look.get_pk_constraint(table)],
        "unique constraint": [*look.get_unique_constraints(table)],
        "check": [*look.get_check_constraints(table)],
        "foreign key": [*look.get_foreign_keys(table)],
        "index": [*look.get_indexes(table)],
    }
    for kind, things in found.items():
        for thing in things:
            assert isinstance(thing, dict)
            rest = {key: thing[key] for key in sorted(thing) if key != "name"}
            yield f"{table}: {kind} {thing['name']}", str(rest)
