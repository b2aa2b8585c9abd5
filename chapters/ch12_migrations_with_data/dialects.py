from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    Index,
    Insert,
    String,
    TypeDecorator,
)
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC; a database that keeps the digits only gets the zone put back."""

    impl = DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, _: Dialect
    ) -> datetime | None:
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class UTCNow(FunctionElement[datetime]):
    """The present moment in UTC, said by the database."""

    type = UTCDateTime()
    inherit_cache = True


@compiles(UTCNow)
def compile_now(_: UTCNow, _compiler: SQLCompiler, **_options: object) -> str:
    return "CURRENT_TIMESTAMP"


@compiles(UTCNow, "mysql")
def compile_now_on_mysql(_: UTCNow, _compiler: SQLCompiler, **_options: object) -> str:
    return "UTC_TIMESTAMP(6)"


def exact_string(length: int) -> String:
    """A string that is compared letter by letter, on MySQL too."""
    collated = mysql.VARCHAR(length, collation="utf8mb4_bin")
    return String(length).with_variant(collated, "mysql")


def prefix_index(name: str, column: str) -> Index:
    """An index for the question how a text begins, where PostgreSQL needs its own."""
    operators = {column: "text_pattern_ops"}
    return Index(name, column, postgresql_ops=operators).ddl_if(dialect="postgresql")


JSONObject = MutableDict.as_mutable(
    JSON().with_variant(postgresql.JSONB(), "postgresql")
)


def upsert(
    dialect: Dialect,
    model: type[DeclarativeBase],
    rows: Sequence[Mapping[str, object]],
    key: str,
    **changes: object,
) -> Insert:
    """Insert rows; one whose `key` is there already changes the row it meets."""
    names = [name for name in rows[0] if name != key]
    if dialect.name == "mysql":
        insert = mysql.insert(model).values(rows)
        new = {name: insert.inserted[name] for name in names}
        return insert.on_duplicate_key_update(new | changes)
    insert_into = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    statement = insert_into(model).values(rows)
    new = {name: statement.excluded[name] for name in names}
    return statement.on_conflict_do_update(index_elements=[key], set_=new | changes)


class DayOf(FunctionElement[date]):
    """The day of a moment, in UTC."""

    type = Date()
    inherit_cache = True


@compiles(DayOf)
def compile_day(day: DayOf, compiler: SQLCompiler, **options: object) -> str:
    return f"date({compiler.process(day.clauses, **options)})"


@compiles(DayOf, "postgresql")
def compile_day_on_postgresql(
    day: DayOf, compiler: SQLCompiler, **options: object
) -> str:
    moment = compiler.process(day.clauses, **options)
    return f"CAST({moment} AT TIME ZONE 'UTC' AS DATE)"
