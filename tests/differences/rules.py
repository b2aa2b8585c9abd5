"""Probes: constraints, and the names of tables."""

from .database import Database, listed


def foreign_key(db: Database) -> str:
    db.run("CREATE TABLE people (id INTEGER PRIMARY KEY)")
    db.run(
        "CREATE TABLE orders (person_id INTEGER NOT NULL, "
        "CONSTRAINT fk_person FOREIGN KEY (person_id) REFERENCES people (id))"
    )

    said = db.attempt("INSERT INTO orders VALUES (7)")

    return f"The INSERT {said}"


def check(db: Database) -> str:
    rule = "CONSTRAINT ck_positive CHECK (amount > 0)"
    db.run(f"CREATE TABLE items (amount INTEGER, {rule})")

    zero = db.attempt("INSERT INTO items VALUES (0)")
    null = db.attempt("INSERT INTO items VALUES (NULL)")

    return f"0 {zero}\nNULL {null}"


def unique_while_updating(db: Database) -> str:
    db.run("CREATE TABLE places (rank INTEGER PRIMARY KEY)")
    db.run("INSERT INTO places VALUES (1), (2), (3)")

    said = db.attempt("UPDATE places SET rank = rank + 1")

    return f"The UPDATE {said}"


def required_column_added(db: Database) -> str:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Ada')")

    said = db.attempt("ALTER TABLE people ADD COLUMN age INTEGER NOT NULL")

    rows = db.run("SELECT * FROM people")
    return f"The ALTER TABLE {said}\nStored: {listed(rows)}"


def case_of_a_name(db: Database) -> str:
    db.run("CREATE TABLE People (name VARCHAR(20))")
    db.run("INSERT INTO People VALUES ('Ada')")

    said = db.attempt("SELECT * FROM people")

    return f"The SELECT {said}"


def quoted_name(db: Database) -> str:
    quote = db.spell(sqlite='"', mysql="`", postgresql='"')
    db.run(f"CREATE TABLE {quote}People{quote} (name VARCHAR(20))")
    db.run(f"INSERT INTO {quote}People{quote} VALUES ('Ada')")

    said = db.attempt("SELECT * FROM People")

    return f"The SELECT {said}"


def long_name(db: Database) -> str:
    name = "a" * 70

    said = db.attempt(f"CREATE TABLE {name} (id INTEGER)")

    names = db.spell(
        sqlite="SELECT LENGTH(name) FROM sqlite_master",
        mysql="SELECT LENGTH(table_name) FROM information_schema.tables "
        "WHERE table_schema = DATABASE()",
        postgresql="SELECT LENGTH(tablename) FROM pg_tables "
        "WHERE schemaname = 'public'",
    )
    return (
        f"The CREATE TABLE {said}\nLength of the table's name: {listed(db.run(names))}"
    )
