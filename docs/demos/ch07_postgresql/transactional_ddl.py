from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from chapters.ch07_postgresql.database import engine

STATEMENTS = (
    "CREATE TABLE folders (id INTEGER PRIMARY KEY)",
    "CREATE TABLE links (folder_id INTEGER REFERENCES folder (id))",
)


def made(connection: Connection) -> list[str]:
    names = inspect(connection).get_table_names()
    return sorted({"folders", "links"}.intersection(names))


try:
    with engine.begin() as connection:
        for statement in STATEMENTS:
            connection.execute(text(statement))
            print("in the transaction:", made(connection))
except DBAPIError as error:
    print("refused:", str(error.orig).strip())
with engine.connect() as connection:
    print("afterwards:", made(connection))
