"""Probes: two connections that want the same."""

from .database import Database, listed


def lost_update(db: Database) -> str:
    db.run("CREATE TABLE stock (amount INTEGER)")
    db.run("INSERT INTO stock VALUES (10)")

    with db.client() as one, db.client() as other:
        one.run("SELECT amount FROM stock")  # sees 10, wants to take 3
        other.run("SELECT amount FROM stock")  # sees 10, wants to take 5
        one.run("UPDATE stock SET amount = 7")
        commit_one = one.commit()
        update_other = other.attempt("UPDATE stock SET amount = 5")
        commit_other = other.commit()

    return (
        f"COMMIT of 10 - 3 {commit_one}\nUPDATE to 10 - 5 {update_other}\n"
        f"Its COMMIT {commit_other}\n"
        f"Left of 10: {listed(db.run('SELECT amount FROM stock'))}"
    )


def writers_of_two_rows(db: Database) -> str:
    db.run("CREATE TABLE stock (id INTEGER PRIMARY KEY, amount INTEGER)")
    db.run("INSERT INTO stock VALUES (1, 10), (2, 10)")

    with db.client() as one, db.client() as other:
        one.run("UPDATE stock SET amount = 9 WHERE id = 1")
        said = other.attempt("UPDATE stock SET amount = 9 WHERE id = 2")

    return f"The second UPDATE {said}"


def writers_of_one_row(db: Database) -> str:
    db.run("CREATE TABLE stock (id INTEGER PRIMARY KEY, amount INTEGER)")
    db.run("INSERT INTO stock VALUES (1, 10)")

    with db.client() as one, db.client() as other:
        one.run("UPDATE stock SET amount = 9 WHERE id = 1")
        said = other.attempt("UPDATE stock SET amount = 8 WHERE id = 1")

    return f"The second UPDATE {said}"


def locking_read(db: Database) -> str:
    db.run("CREATE TABLE stock (id INTEGER PRIMARY KEY, amount INTEGER)")
    db.run("INSERT INTO stock VALUES (1, 10)")

    with db.client() as one, db.client() as other:
        lock = one.attempt("SELECT amount FROM stock WHERE id = 1 FOR UPDATE")
        read = other.attempt("SELECT amount FROM stock WHERE id = 1")
        write = other.attempt("UPDATE stock SET amount = 9 WHERE id = 1")

    return f"FOR UPDATE {lock}\nAnother's SELECT {read}\nAnother's UPDATE {write}"


def skip_locked(db: Database) -> str:
    db.run("CREATE TABLE jobs (id INTEGER PRIMARY KEY)")
    db.run("INSERT INTO jobs VALUES (1), (2)")
    query = "SELECT id FROM jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"

    with db.client() as one, db.client() as other:
        # MariaDB 10.11 answers SKIP LOCKED with error 1180 if it may not wait at all.
        if db.name == "mysql":
            other.run("SET innodb_lock_wait_timeout = 1")
        first = one.attempt(query)
        second = other.attempt(query)

    return f"The first worker's SELECT {first}\nThe second worker's SELECT {second}"


def lock_on_nothing(db: Database) -> str:
    db.run("CREATE TABLE people (id INTEGER PRIMARY KEY)")

    with db.client() as one, db.client() as other:
        read = one.attempt("SELECT id FROM people WHERE id = 7 FOR UPDATE")
        insert = other.attempt("INSERT INTO people VALUES (8)")

    return f"FOR UPDATE of row 7 {read}\nAnother's INSERT of row 8 {insert}"
