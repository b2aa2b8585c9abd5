"""Put rows into the tables of a database, and compare what is in there."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    URL,
    Connection,
    DateTime,
    column,
    insert,
    inspect,
    table,
    text,
)

from .description import connect
from .rows import Row, Rows

NOBODYS = "alembic_version"
NOTHING = "nothing"
KEYS = {"users": "id", "login_throttles": "subject"}
# What a driver cannot store or read on each database. To reflect the types would take
# longer than all the rest.
TYPES: dict[str, DateTime | JSON] = {
    "created_at": DateTime(timezone=True),
    "updated_at": DateTime(timezone=True),
    "ends_at": DateTime(timezone=True),
    "preferences": JSON(),
}

Values = dict[str, object]


def put_in(url: URL, rows: Rows) -> None:
    with connect(url) as connection:
        for name, some in rows.items():
            columns = [column(field, TYPES.get(field)) for field in some[0]]
            connection.execute(insert(table(name, *columns)), some)


def compare_rows(when: str, expected: Rows, url: URL) -> list[str]:
    """Return a line for each value that is not as expected; a table is a value, too."""
    wanted, found = values_of(expected), values_of(read(url))
    return [
        f"{when}, {key} should be {wanted.get(key, NOTHING)!r}, and is "
        f"{found.get(key, NOTHING)!r}"
        for key in sorted(wanted.keys() | found.keys())
        if wanted.get(key, NOTHING) != found.get(key, NOTHING)
    ]


def values_of(rows: Rows) -> Values:
    values: Values = dict.fromkeys(rows, "a table")
    for name, some in rows.items():
        for row in some:
            key = row[KEYS[name]]
            values |= {f"{name}.{field} of {key}": row[field] for field in row}
    return values


def read(url: URL) -> Rows:
    """Return the rows of all tables."""
    with connect(url) as connection:
        names = inspect(connection).get_table_names()
        return {name: rows_of(connection, name) for name in names if name != NOBODYS}


def rows_of(connection: Connection, name: str) -> list[Row]:
    query = text(f"SELECT * FROM {name}").columns(**TYPES)
    rows = connection.execute(query).mappings()
    return [{field: with_zone(row[field]) for field in row} for row in rows]


def with_zone(value: object) -> object:
    """Say of a moment that it is UTC, where the database keeps the digits only."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
