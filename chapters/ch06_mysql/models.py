from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    MetaData,
    String,
    TypeDecorator,
    false,
    true,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


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


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("username = lower(username)", name="username_lower"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("age BETWEEN 1 AND 120", name="age_range"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(exact_string(20), unique=True)
    email: Mapped[str] = mapped_column(exact_string(254), unique=True)
    age: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(server_default=true())
    is_admin: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, server_default=UTCNow())
    updated_at: Mapped[datetime] = mapped_column(
        UTCDateTime, server_default=UTCNow(), onupdate=UTCNow()
    )
