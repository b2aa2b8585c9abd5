"""What `table.toml` advises is true: on all databases, or on those that it names."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import (
    JSON,
    URL,
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    inspect,
    literal,
    null,
    select,
)
from sqlalchemy.dialects.mysql import DATETIME
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from ..databases import DATABASES
from .database import Database, open_database

everywhere = pytest.mark.parametrize("database", DATABASES, indirect=True)
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_mysql = pytest.mark.parametrize("database", ["mysql"], indirect=True)
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.fixture
def db(database_url: URL) -> Iterator[Database]:
    """Give the test an empty database."""
    with open_database(database_url) as db:
        yield db


@pytest.fixture
def items() -> Table:
    """A table with a column of each type that the advice is about."""
    return Table(
        "items",
        MetaData(),
        Column("name", String(20)),
        Column("amount", Integer),
        Column("active", Boolean),
        Column("likes", JSON),
    )


@everywhere
def test_lower_makes_like_ignore_the_case_of_english_letters(db: Database) -> None:
    db.run("CREATE TABLE people (name VARCHAR(20))")
    db.run("INSERT INTO people VALUES ('Ada')")

    rows = db.run("SELECT name FROM people WHERE LOWER(name) LIKE 'ada%'")

    assert rows == ["Ada"]


@on_sqlite
def test_lower_of_sqlite_knows_english_letters_only(db: Database) -> None:
    assert db.run("SELECT LOWER('ÉLISE')") == ["Élise"]


@on_mysql
def test_a_binary_collation_tells_accents_and_case_apart(db: Database) -> None:
    db.run("CREATE TABLE people (name VARCHAR(20) COLLATE utf8mb4_bin)")
    db.run("INSERT INTO people VALUES ('José'), ('Ada')")

    rows = db.run("SELECT name FROM people WHERE name IN ('Jose', 'ada')")

    assert rows == []


@everywhere
def test_autoescape_makes_a_percent_sign_ordinary(db: Database, items: Table) -> None:
    items.create(db.engine)

    with db.client() as client:
        names = [{"name": "50% off"}, {"name": "500 pieces"}]
        client.connection.execute(insert(items), names)
        found = select(items.c.name).where(
            items.c.name.contains("50%", autoescape=True)
        )

        assert client.connection.scalars(found).all() == ["50% off"]


@everywhere
def test_plus_joins_texts(db: Database) -> None:
    with db.client() as client:
        joined = client.connection.scalar(select(literal("Ada") + literal(" Lovelace")))

    assert joined == "Ada Lovelace"


@everywhere
def test_a_slash_between_integer_columns_is_true_division(
    db: Database, items: Table
) -> None:
    items.create(db.engine)

    with db.client() as client:
        client.connection.execute(insert(items).values(amount=7))
        amount = items.c.amount
        row = client.connection.execute(select(amount / 2, amount // 2)).one()

    assert (float(row[0]), int(row[1])) == (3.5, 3)


@everywhere
def test_a_decimal_makes_the_division_of_plain_sql_true(db: Database) -> None:
    (answer,) = db.run("SELECT 7 / 2.0")

    assert float(str(answer)) == 3.5


@everywhere
def test_nullif_makes_a_division_by_zero_null(db: Database) -> None:
    assert db.run("SELECT 1 / NULLIF(0, 0)") == [None]


@everywhere
def test_is_null_orders_null_last(db: Database) -> None:
    db.run("CREATE TABLE people (age INTEGER)")
    db.run("INSERT INTO people VALUES (36), (NULL), (17)")

    rows = db.run("SELECT age FROM people ORDER BY age IS NULL, age")

    assert rows == [17, 36, None]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_nulls_last_orders_null_last(db: Database) -> None:
    db.run("CREATE TABLE people (age INTEGER)")
    db.run("INSERT INTO people VALUES (36), (NULL), (17)")

    rows = db.run("SELECT age FROM people ORDER BY age NULLS LAST")

    assert rows == [17, 36, None]


@everywhere
def test_the_type_boolean_gives_true(db: Database, items: Table) -> None:
    items.create(db.engine)

    with db.client() as client:
        client.connection.execute(insert(items).values(active=True))

        assert client.connection.scalar(select(items.c.active)) is True


@everywhere
def test_a_boolean_is_a_condition(db: Database) -> None:
    db.run("CREATE TABLE people (active BOOLEAN)")
    db.run("INSERT INTO people VALUES (TRUE), (FALSE)")

    assert db.run("SELECT COUNT(*) FROM people WHERE active") == [1]


@everywhere
def test_as_string_takes_a_value_out_of_json(db: Database, items: Table) -> None:
    items.create(db.engine)

    with db.client() as client:
        client.connection.execute(insert(items).values(likes={"colour": "green"}))
        colour = items.c.likes["colour"].as_string()

        assert client.connection.scalar(select(colour)) == "green"


@on_mysql
def test_a_datetime_with_fsp_keeps_microseconds(db: Database) -> None:
    events = Table("events", MetaData(), Column("at", DATETIME(fsp=6)))
    events.create(db.engine)
    noon = datetime(2026, 11, 21, 12, 0, 0, 987654)  # noqa: DTZ001 - it has no zone

    with db.client() as client:
        client.connection.execute(insert(events).values(at=noon))

        assert client.connection.scalar(select(events.c.at)) == noon


@on_sqlite
def test_a_check_makes_a_type_a_rule(db: Database) -> None:
    rule = CheckConstraint("typeof(amount) = 'integer'", name="ck_integer")
    Table("items", MetaData(), Column("amount", Integer), rule).create(db.engine)
    db.run("CREATE TABLE strict (amount INTEGER) STRICT")

    checked = db.attempt("INSERT INTO items VALUES ('abc')")
    strict = db.attempt("INSERT INTO strict VALUES ('abc')")

    assert checked == "fails: CHECK constraint failed: ck_integer"
    assert strict == "fails: cannot store TEXT value in INTEGER column strict.amount"


@on_sqlite
def test_a_pragma_enforces_foreign_keys(db: Database) -> None:
    db.run("CREATE TABLE people (id INTEGER PRIMARY KEY)")
    db.run("CREATE TABLE orders (person_id INTEGER REFERENCES people (id))")

    with db.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(Exception, match="FOREIGN KEY constraint failed"):
            cursor.execute("INSERT INTO orders VALUES (7)")


@on_sqlite
def test_wal_mode_lets_a_writer_commit_while_somebody_reads(db: Database) -> None:
    with db.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
    db.run("CREATE TABLE stock (amount INTEGER)")
    db.run("INSERT INTO stock VALUES (10)")

    with db.client() as one, db.client() as other:
        first = one.run("SELECT amount FROM stock")
        other.run("UPDATE stock SET amount = 9")
        commit = other.commit()
        second = one.run("SELECT amount FROM stock")

    assert (first, commit, second) == ([10], "works", [10])


@pytest.fixture
def plain_db(database_url: URL) -> Iterator[Database]:
    """Give the test a SQLite that nobody sends a BEGIN."""
    engine = create_engine(database_url, connect_args={"timeout": 0})
    yield Database(engine)
    engine.dispose()


@on_sqlite
def test_without_a_begin_a_lone_create_table_stays(plain_db: Database) -> None:
    with plain_db.client() as client:
        client.run("CREATE TABLE orders (item VARCHAR(20))")
        client.rollback()

    assert plain_db.run("SELECT COUNT(*) FROM orders") == [0]


@on_sqlite
def test_without_a_begin_a_second_read_sees_the_commit(plain_db: Database) -> None:
    plain_db.run("CREATE TABLE stock (amount INTEGER)")
    plain_db.run("INSERT INTO stock VALUES (10)")

    with plain_db.client() as one, plain_db.client() as other:
        first = one.run("SELECT amount FROM stock")
        other.run("UPDATE stock SET amount = 9")
        commit = other.commit()
        second = one.run("SELECT amount FROM stock")

    assert (first, commit, second) == ([10], "works", [9])


@on_sqlite
def test_without_a_begin_sqlite_loses_an_update(plain_db: Database) -> None:
    plain_db.run("CREATE TABLE stock (amount INTEGER)")
    plain_db.run("INSERT INTO stock VALUES (10)")

    with plain_db.client() as one, plain_db.client() as other:
        one.run("SELECT amount FROM stock")
        other.run("SELECT amount FROM stock")
        one.run("UPDATE stock SET amount = 7")
        commits = [one.commit()]
        other.run("UPDATE stock SET amount = 5")
        commits.append(other.commit())

    assert commits == ["works", "works"]
    assert plain_db.run("SELECT amount FROM stock") == [5]


@on_postgresql
def test_nulls_not_distinct_allows_one_null(db: Database) -> None:
    db.run("CREATE TABLE people (email VARCHAR(50) UNIQUE NULLS NOT DISTINCT)")
    db.run("INSERT INTO people VALUES (NULL)")

    said = db.attempt("INSERT INTO people VALUES (NULL)")

    assert said.startswith("fails: duplicate key value")


@on_postgresql
def test_a_deferrable_unique_waits_until_the_end(db: Database) -> None:
    db.run("CREATE TABLE places (rank INTEGER UNIQUE DEFERRABLE)")
    db.run("INSERT INTO places VALUES (1), (2), (3)")

    assert db.attempt("UPDATE places SET rank = rank + 1") == "works"


@everywhere
def test_negative_numbers_are_a_way_around(db: Database) -> None:
    db.run("CREATE TABLE places (rank INTEGER PRIMARY KEY)")
    db.run("INSERT INTO places VALUES (1), (2), (3)")

    db.run("UPDATE places SET rank = -rank - 1")
    db.run("UPDATE places SET rank = -rank")

    assert db.run("SELECT rank FROM places ORDER BY rank") == [2, 3, 4]


@pytest.mark.parametrize("database", ["mysql", "postgresql"], indirect=True)
def test_a_name_of_a_convention_is_short_enough(db: Database) -> None:
    convention = {"uq": "uq_%(table_name)s_%(column_0_name)s"}
    column = Column("n" * 40, Integer, unique=True)
    Table("t" * 40, MetaData(naming_convention=convention), column).create(db.engine)

    (constraint,) = inspect(db.engine).get_unique_constraints("t" * 40)

    limit = {"mysql": 64, "postgresql": 63}
    assert len(str(constraint["name"])) <= limit[db.name]


@on_postgresql
def test_setval_lets_generated_ids_go_on(db: Database) -> None:
    db.run("CREATE TABLE people (id SERIAL PRIMARY KEY, name VARCHAR(20))")
    db.run("INSERT INTO people (id, name) VALUES (1, 'Ada')")

    db.run("SELECT setval(pg_get_serial_sequence('people', 'id'), MAX(id)) FROM people")

    assert db.attempt("INSERT INTO people (name) VALUES ('Bob')") == "works"


@everywhere
def test_a_savepoint_keeps_the_transaction_usable(db: Database) -> None:
    db.run("CREATE TABLE people (name VARCHAR(20) PRIMARY KEY)")

    with db.client() as client:
        client.run("INSERT INTO people VALUES ('Ada')")
        savepoint = client.connection.begin_nested()
        client.attempt("INSERT INTO people VALUES ('Ada')")
        savepoint.rollback()
        client.run("INSERT INTO people VALUES ('Bob')")
        client.commit()

    assert db.run("SELECT name FROM people ORDER BY name") == ["Ada", "Bob"]


@everywhere
def test_reading_the_ids_first_allows_to_delete_the_oldest(db: Database) -> None:
    db.run("CREATE TABLE events (id INTEGER PRIMARY KEY)")
    db.run("INSERT INTO events VALUES (1), (2), (3)")

    for oldest in db.run("SELECT id FROM events ORDER BY id LIMIT 2"):
        db.run("DELETE FROM events WHERE id = :id", id=oldest)

    assert db.run("SELECT id FROM events") == [3]


def test_sqlite_gets_no_for_update(items: Table) -> None:
    query = select(items.c.name).where(items.c.name != null()).with_for_update()

    assert "FOR UPDATE" not in str(query.compile(dialect=sqlite_dialect()))
