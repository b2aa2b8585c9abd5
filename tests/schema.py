"""What is in a database that the revisions of a chapter have made, in words."""

from sqlalchemy import Connection, Inspector, inspect, text

# table: what it has: how that is
Schema = dict[str, dict[str, object]]

# PostgreSQL has it in the column's default.
COUNTS_IDS = {
    "sqlite": "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = :name",
    "mysql": "SELECT count(*) FROM information_schema.columns WHERE table_schema ="
    " database() AND table_name = :name AND extra LIKE '%auto_increment%'",
    "postgresql": "SELECT count(*) FROM information_schema.columns WHERE"
    " table_name = :name AND column_default LIKE 'nextval%'",
}


def describe(connection: Connection) -> Schema:
    """Return all that the database says of its tables, but Alembic's own one.

    Where a column stands in its table is left out: one that came later stands last.
    """
    look = inspect(connection)
    names = set(look.get_table_names()) - {"alembic_version"}
    tables = {name: _table(connection, look, name) for name in sorted(names)}
    connection.rollback()
    return tables


def _table(connection: Connection, look: Inspector, name: str) -> dict[str, object]:
    columns = {
        column["name"]: (
            column["type"].compile(connection.dialect),
            column["nullable"],
            str(column["default"]).strip("()"),
        )
        for column in look.get_columns(name)
    }
    never_again = text(COUNTS_IDS[connection.dialect.name])
    return {
        "columns": columns,
        "primary key": look.get_pk_constraint(name),
        "unique": sorted(map(str, look.get_unique_constraints(name))),
        "checks": sorted(map(str, look.get_check_constraints(name))),
        "indexes": sorted(map(str, look.get_indexes(name))),
        "never gives an id again": bool(connection.scalar(never_again, {"name": name})),
    }
