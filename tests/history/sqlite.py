"""What SQLite says about a database: the SQL that it keeps, and its pragmas."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection

KEPT = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
INDEXES = "PRAGMA index_list('{}')"
COLUMNS = "PRAGMA index_xinfo('{}')"
QUOTES = '"`'
FOREIGN = "PRAGMA foreign_key_list('{}')"


def describe(connection: Connection) -> Iterator[tuple[str, str]]:
    """Describe tables part by part, and indexes, triggers and views as they stand."""
    for row in connection.exec_driver_sql(KEPT).all():
        if row.type != "table":
            yield f"{row.tbl_name}: {row.type} {row.name}", words(row.sql)
            continue
        yield from parts_of(row.name, row.sql)
        yield from pragmas(connection, row.name)


def parts_of(table: str, sql: str) -> Iterator[tuple[str, str]]:
    """Describe each column and constraint of a CREATE TABLE, and what follows them."""
    inside, after = sql[sql.index("(") + 1 :].rsplit(")", 1)
    yield f"{table}: table", words(after)
    for part in split(inside):
        name, _, rest = words(part).partition(" ")
        if name == "CONSTRAINT":
            name, _, rest = rest.partition(" ")
            yield f"{table}: constraint {name}", rest
        else:  # one without a name looks like a column CHECK or FOREIGN
            yield f"{table}.{name.strip(QUOTES)}", rest


def split(text: str) -> list[str]:
    """Split at the commas that are neither in parentheses nor in quotes."""
    parts, depth, quoted = [""], 0, False
    for letter in text:
        quoted ^= letter == "'"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if letter == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def words(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()


def pragmas(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    for index in connection.exec_driver_sql(INDEXES.format(table)).all():
        columns = connection.exec_driver_sql(COLUMNS.format(index.name)).all()
        names = [(row.name, row.coll, row.desc) for row in columns if row.key]
        kept = f"unique {index.unique}, from {index.origin}, partial {index.partial}"
        yield f"{table}: index on {names}", kept
    for row in connection.exec_driver_sql(FOREIGN.format(table)).all():
        yield f"{table}: foreign key on {row[3]}", str(tuple(row)[2:])
