"""Strict reading of `chapters/chapters.toml`: what is wrong first is an error.

The file is a list of tables `[[chapters]]`; every key of `Table` is required, except
`formerly`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import NoReturn, TypedDict

from .errors import ManifestError

MANIFEST = "chapters/chapters.toml"
STEM = re.compile(r"ch[0-9]{2}_[a-z][a-z0-9_]*")


class Database(Enum):
    """A database that chapters can run on, as the manifest calls it."""

    SQLITE = "sqlite"
    MYSQL = "mysql"
    POSTGRESQL = "postgresql"


DATABASES = tuple(database.value for database in Database)


class Table(TypedDict):
    """One `[[chapters]]` table, validated."""

    stem: str
    title: str
    part: str
    idea: str
    databases: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    formerly: tuple[str, ...]


def fail(problem: str) -> NoReturn:
    raise ManifestError(f"{MANIFEST}: {problem}.")


def read_tables(root: Path) -> Iterator[Table]:
    """Yield the tables of the manifest below `root`, in the file's order.

    Raises ManifestError when the file cannot be read, or at the first table that is
    not as `Table` says, that has a stem unlike ch04_crud, that names an unknown
    database, or that names a file twice.
    """
    document = _parse(root / MANIFEST)
    tables = document.get("chapters")
    if set(document) != {"chapters"} or not isinstance(tables, list) or not tables:
        fail("expected [[chapters]] tables and nothing else")
    for number, table in enumerate(tables, start=1):
        if not isinstance(table, dict):
            fail(f"chapter {number} is not a [[chapters]] table")
        yield _validate(f"chapter {number} ({table.get('stem', 'no stem')})", table)


def _parse(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        fail(f"cannot be read ({error.strerror})")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fail(f"is not TOML ({error})")


def _validate(place: str, table: Mapping[str, object]) -> Table:
    _check_keys(place, table)
    valid = Table(
        stem=_text(place, table, "stem"),
        title=_text(place, table, "title"),
        part=_text(place, table, "part"),
        idea=_text(place, table, "idea"),
        databases=_texts(place, table, "databases"),
        added=_texts(place, table, "added"),
        changed=_texts(place, table, "changed"),
        removed=_texts(place, table, "removed"),
        formerly=_texts(place, table, "formerly") if "formerly" in table else (),
    )
    if not STEM.fullmatch(valid["stem"]):
        fail(f"{place}: a stem looks like ch04_crud: 'ch', two digits, '_', a topic")
    _check_databases(place, valid["databases"])
    _check_files(place, valid["added"] + valid["changed"] + valid["removed"])
    return valid


def _check_keys(place: str, table: Mapping[str, object]) -> None:
    keys = Table.__annotations__
    for key in table:
        if key not in keys:
            fail(f"{place}: unknown key '{key}'; the keys are {', '.join(keys)}")
    for key in keys:
        if key not in table and key != "formerly":
            fail(f"{place}: the key '{key}' is missing")


def _text(place: str, table: Mapping[str, object], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        fail(f"{place}: '{key}' must be a text that is not empty")
    return value


def _texts(place: str, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        fail(f"{place}: '{key}' must be a list of texts")
    return tuple(value)


def _check_databases(place: str, names: tuple[str, ...]) -> None:
    if not names or len(set(names)) != len(names):
        fail(f"{place}: 'databases' must name each database once, at least one")
    for name in names:
        if name not in DATABASES:
            known = ", ".join(DATABASES)
            fail(f"{place}: unknown database '{name}'; there are {known}")


def _check_files(place: str, names: tuple[str, ...]) -> None:
    for name in names:
        if names.count(name) > 1:
            fail(f"{place}: '{name}' stands twice in added, changed and removed")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or str(path) != name:
            fail(f"{place}: '{name}' is not a path inside the chapter's folder")
