"""Probes: NULL, the empty text, and what is true."""

from .database import Database, listed


def empty_text(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20) NOT NULL)")

    said = db.attempt("INSERT INTO people VALUES ('')")

    rows = db.run("SELECT name FROM people WHERE name IS NULL")
    return f"The INSERT {said}\nIS NULL finds {listed(rows)}"


def nulls_in_unique(db: Database) -> str:
    db.run("CREATE TABLE people (email VARCHAR(50) UNIQUE)")
    db.run("INSERT INTO people VALUES (NULL)")

    said = db.attempt("INSERT INTO people VALUES (NULL)")

    return f"The second INSERT {said}"


def nulls_in_order(db: Database) -> str:
    db.run("CREATE TABLE people (age INTEGER)")
    db.run("INSERT INTO people VALUES (36), (NULL), (17)")

    rows = db.run("SELECT age FROM people ORDER BY age")

    return f"In this order: {listed(rows)}"


def boolean_comes_back(db: Database) -> str:
    db.run("CREATE TABLE people (active BOOLEAN)")
    db.run("INSERT INTO people VALUES (TRUE)")

    rows = db.run("SELECT active FROM people")

    return f"The driver returns {listed(rows)}"


def boolean_takes(db: Database) -> str:
    db.run("CREATE TABLE people (active BOOLEAN)")

    number = db.attempt("INSERT INTO people VALUES (2)")
    word = db.attempt("INSERT INTO people VALUES ('true')")

    rows = db.run("SELECT active FROM people")
    return f"2 {number}\n'true' {word}\nStored: {listed(rows)}"
