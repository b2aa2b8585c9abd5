from collections.abc import Callable

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from chapters.ch07_postgresql.database import engine

INSERT = text("INSERT INTO guests VALUES (:name)")


def add(connection: Connection, name: str) -> None:
    connection.execute(INSERT, {"name": name})


def add_in_savepoint(connection: Connection, name: str) -> None:
    with connection.begin_nested():
        connection.execute(INSERT, {"name": name})


def add_all(add_one: Callable[[Connection, str], None]) -> None:
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE guests (name TEXT UNIQUE)"))
        for name in ("alpha", "alpha", "beta"):
            try:
                add_one(connection, name)
            except DBAPIError as error:
                print(f"{name}:", str(error.orig).splitlines()[0])
            else:
                print(f"{name}: added")
        connection.rollback()


add_all(add)
print()
add_all(add_in_savepoint)
