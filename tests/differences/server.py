"""Say which server answers, and how it is set: its answers hang on that."""

import re

from .database import Database

PROVIDERS = {"b": "builtin", "c": "libc", "i": "icu"}


def describe(db: Database) -> str:
    """Return a product with its release, and below it the settings that matter.

    Releases of one series behave alike, so what comes after it is left out.
    """
    describers = {"sqlite": _sqlite, "mysql": _mysql, "postgresql": _postgresql}
    return describers[db.name](db)


def _sqlite(db: Database) -> str:
    return f"SQLite {_series(db, 'SELECT sqlite_version()', r'[0-9]+[.][0-9]+')}"


def _mysql(db: Database) -> str:
    (version,) = db.run("SELECT VERSION()")
    product = "MariaDB" if "MariaDB" in str(version) else "MySQL"
    series = _series(db, "SELECT VERSION()", r"[0-9]+[.][0-9]+")
    names = ("collation_database", "sql_mode", "lower_case_table_names")
    values = ((name, str(db.run(f"SELECT @@{name}")[0])) for name in names)
    settings = (f"{name} = {value.replace(',', ', ')}" for name, value in values)
    return "\n".join([f"{product} {series}", *settings])


def _postgresql(db: Database) -> str:
    series = _series(db, "SHOW server_version", r"[0-9]+")
    # As JSON, since the columns have other names in other versions.
    query = "SELECT to_jsonb(d) FROM pg_database d WHERE datname = current_database()"
    (row,) = db.run(query)
    assert isinstance(row, dict), "a row as JSON is an object"
    locale = row.get("datlocale") or row.get("daticulocale") or row["datcollate"]
    provider = PROVIDERS[row["datlocprovider"]]
    return f"PostgreSQL {series}\nlocale = {locale}\nlocale provider = {provider}"


def _series(db: Database, query: str, pattern: str) -> str:
    found = re.match(pattern, str(db.run(query)[0]))
    assert found, "a version begins with a number"
    return found[0]
