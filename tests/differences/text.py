"""Probes: how texts are compared, ordered, searched and stored."""

from .database import Database, listed


def case_in_comparison(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Ada')")

    rows = db.run("SELECT name FROM people WHERE name = 'ada'")

    return f"Finds {listed(rows)}"


def case_in_unique(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20) UNIQUE)")
    db.run("INSERT INTO people VALUES ('Ada')")

    said = db.attempt("INSERT INTO people VALUES ('ada')")

    return f"The INSERT {said}"


def accents(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('José')")

    rows = db.run("SELECT name FROM people WHERE name = 'Jose'")

    return f"Finds {listed(rows)}"


def trailing_spaces(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('ada')")

    rows = db.run("SELECT name FROM people WHERE name = 'ada  '")

    return f"Finds {listed(rows)}"


def order_of_letters(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Zoe'), ('ada'), ('Élise'), ('Bob')")

    rows = db.run("SELECT name FROM people ORDER BY name")

    return f"In this order: {listed(rows)}"


def like_and_case(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Ada'), ('ÉLISE')")

    ada = db.run("SELECT name FROM people WHERE name LIKE 'ada%'")
    elise = db.run("SELECT name FROM people WHERE name LIKE 'élise%'")

    return f"'ada%' finds {listed(ada)}, 'élise%' finds {listed(elise)}"


def like_escape(db: Database) -> str:
    db.run("CREATE TABLE offers (name VARCHAR(20))")
    db.run("INSERT INTO offers VALUES ('50% off'), ('500 pieces')")

    query = "SELECT name FROM offers WHERE name LIKE :pattern"
    rows = db.run(query, pattern="50\\%%")
    named = db.run(f"{query} ESCAPE '/'", pattern="50/%%")

    return (
        f"The pattern 50\\%% finds {listed(rows)}\n"
        f"The pattern 50/%% with ESCAPE '/' finds {listed(named)}"
    )


def concatenation(db: Database) -> str:
    (joined,) = db.run("SELECT 'Ada' || ' ' || 'Lovelace'")

    return f"Returns {joined!r}"


def too_long(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(3))")

    said = db.attempt("INSERT INTO people VALUES ('Grace')")

    rows = db.run("SELECT name FROM people")
    return f"The INSERT {said}\nStored: {listed(rows)}"


def nul_in_a_text(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")

    said = db.attempt("INSERT INTO people VALUES (:name)", name="ada\x00")

    return f"The INSERT {said}"


def double_quotes(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Ada')")

    said = db.attempt('SELECT name FROM people WHERE name = "Ada"')

    return f"The SELECT {said}"
