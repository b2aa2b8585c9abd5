"""Probes: what a transaction holds together, and what it sees."""

from .database import Database, listed


def table_rolled_back(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")

    with db.client() as client:
        client.run("INSERT INTO people VALUES ('Ada')")
        client.run("CREATE TABLE orders (item VARCHAR(20))")
        client.rollback()

    rows = db.run("SELECT name FROM people")
    said = db.attempt("SELECT COUNT(*) FROM orders")
    return f"The row: {listed(rows)}\nCOUNT(*) of the new table {said}"


def after_an_error(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20) PRIMARY KEY)")

    with db.client() as client:
        client.run("INSERT INTO people VALUES ('Ada')")
        client.attempt("INSERT INTO people VALUES ('Ada')")
        third = client.attempt("INSERT INTO people VALUES ('Bob')")
        commit = client.commit()

    rows = db.run("SELECT name FROM people ORDER BY name")
    return f"The next INSERT {third}\nCOMMIT {commit}\nStored: {listed(rows)}"


def second_read(db: Database) -> str:
    db.run("CREATE TABLE stock (amount INTEGER)")
    db.run("INSERT INTO stock VALUES (10)")

    with db.client() as one, db.client() as other:
        first = one.run("SELECT amount FROM stock")
        other.run("UPDATE stock SET amount = 9")
        commit = other.commit()
        second = one.run("SELECT amount FROM stock")

    return (
        f"The other's COMMIT {commit}\n"
        f"First read: {listed(first)}, second read: {listed(second)}"
    )
