"""Probes: statements that one database has and another has not."""

from .database import Database, listed


def returning(db: Database) -> str:
    db.run("CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(20))")

    insert = db.attempt("INSERT INTO people VALUES (1, 'Ada') RETURNING id")
    update = db.attempt("UPDATE people SET name = 'Bob' RETURNING id")

    return f"INSERT ... RETURNING {insert}\nUPDATE ... RETURNING {update}"


def upsert(db: Database) -> str:
    db.run("CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(20))")
    insert = "INSERT INTO people VALUES (1, 'Ada')"

    conflict = db.attempt(f"{insert} ON CONFLICT (id) DO UPDATE SET name = 'Bob'")
    duplicate = db.attempt(f"{insert} ON DUPLICATE KEY UPDATE name = 'Bob'")

    return f"ON CONFLICT {conflict}\nON DUPLICATE KEY {duplicate}"


def value_in_json(db: Database) -> str:
    db.run("CREATE TABLE people (likes JSON)")
    db.run("INSERT INTO people VALUES (:likes)", likes='{"colour": "green"}')

    operator = db.attempt("SELECT likes ->> 'colour' FROM people")
    path = db.attempt("SELECT JSON_EXTRACT(likes, '$.colour') FROM people")

    return f"->> {operator}\nJSON_EXTRACT {path}"


def broken_json(db: Database) -> str:
    db.run("CREATE TABLE people (likes JSON)")

    said = db.attempt("INSERT INTO people VALUES (:likes)", likes="{colour: green}")

    return f"The INSERT {said}"


def group_by(db: Database) -> str:
    db.run("CREATE TABLE orders (person VARCHAR(20), item VARCHAR(20))")
    db.run("INSERT INTO orders VALUES ('Ada', 'pen'), ('Ada', 'book')")
    query = "SELECT person, item, COUNT(*) FROM orders GROUP BY person"

    return f"The SELECT {db.attempt(query)}"


def no_order_by(db: Database) -> str:
    db.run("CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(20))")
    db.run("INSERT INTO people VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Grace')")
    db.run("UPDATE people SET name = 'Ada L.' WHERE id = 1")

    rows = db.run("SELECT name FROM people LIMIT 2")

    return f"Returns {listed(rows)}"


def delete_the_oldest(db: Database) -> str:
    db.run("CREATE TABLE events (id INTEGER PRIMARY KEY)")
    db.run("INSERT INTO events VALUES (1), (2), (3)")

    oldest = "SELECT id FROM events ORDER BY id LIMIT 2"
    said = db.attempt(f"DELETE FROM events WHERE id IN ({oldest})")

    rows = db.run("SELECT id FROM events")
    return f"The DELETE {said}\nLeft: {listed(rows)}"
