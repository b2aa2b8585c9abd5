"""What MySQL says about a database: SHOW CREATE, and what else it could hold."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection

TABLES = "SHOW FULL TABLES"
OTHERS = {
    "trigger": (
        "SELECT event_object_table, trigger_name, action_statement"
        " FROM information_schema.triggers WHERE trigger_schema = database()"
    ),
    "routine": (
        "SELECT '', routine_name, routine_definition"
        " FROM information_schema.routines WHERE routine_schema = database()"
    ),
    "event": (
        "SELECT '', event_name, event_definition"
        " FROM information_schema.events WHERE event_schema = database()"
    ),
}
# The next id depends on the rows.
NEXT_ID = re.compile(r" AUTO_INCREMENT=\d+")
COLUMN = re.compile(r"`(?P<name>\w+)` (?P<rest>.*)")
NAMED = re.compile(r"(?P<kind>[A-Z ]+) `(?P<name>\w+)` (?P<rest>.*)")


def describe(connection: Connection) -> Iterator[tuple[str, str]]:
    """Describe each table line by line, and views, sequences, triggers, routines."""
    for name, kind in connection.exec_driver_sql(TABLES).all():
        if kind == "BASE TABLE":
            made = connection.exec_driver_sql(f"SHOW CREATE TABLE `{name}`").one()
            yield from lines_of(name, made[1])
        else:
            yield f"{name}: {kind.lower()}", "there"
    for what, query in OTHERS.items():
        for table, name, said in connection.exec_driver_sql(query).all():
            yield f"{table}: {what} {name}", said


def lines_of(table: str, sql: str) -> Iterator[tuple[str, str]]:
    _, *lines, last = sql.splitlines()
    yield f"{table}: table", NEXT_ID.sub("", last)
    for line in lines:
        part = line.strip().removesuffix(",")
        if column := COLUMN.fullmatch(part):
            yield f"{table}.{column['name']}", column["rest"]
        elif named := NAMED.fullmatch(part):
            yield f"{table}: {named['kind'].lower()} {named['name']}", named["rest"]
        else:
            yield f"{table}: {part}", "there"
