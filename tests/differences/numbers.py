"""Probes: how numbers are stored, and what becomes of them in a calculation."""

from .database import Database, listed


def integer_too_large(db: Database) -> str:
    db.run("CREATE TABLE items (amount INTEGER)")

    said = db.attempt("INSERT INTO items VALUES (2147483648)")

    rows = db.run("SELECT amount FROM items")
    return f"The INSERT {said}\nStored: {listed(rows)}"


def integer_division(db: Database) -> str:
    rows = db.run("SELECT 7 / 2")

    return f"Returns {listed(rows)}"


def division_by_zero(db: Database) -> str:
    db.run("CREATE TABLE items (price INTEGER)")

    select = db.attempt("SELECT 1 / 0")
    insert = db.attempt("INSERT INTO items VALUES (1 / 0)")

    rows = db.run("SELECT price FROM items")
    return f"The SELECT {select}\nThe INSERT {insert}\nStored: {listed(rows)}"


def sum_of_decimals(db: Database) -> str:
    db.run("CREATE TABLE items (price NUMERIC(10, 2))")
    db.run("INSERT INTO items VALUES (0.1), (0.2)")

    rows = db.run("SELECT SUM(price) FROM items")

    return f"Returns {listed(rows)}"


def text_in_a_number(db: Database) -> str:
    db.run("CREATE TABLE items (amount INTEGER)")

    said = db.attempt("INSERT INTO items VALUES ('abc')")

    rows = db.run("SELECT amount FROM items")
    return f"The INSERT {said}\nStored: {listed(rows)}"


def text_compared_with_a_number(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Ada'), ('Bob')")
    query = "SELECT name FROM people WHERE name = 0"

    return f"The SELECT {db.attempt(query)}"
