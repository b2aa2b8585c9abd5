from datetime import datetime

from sqlalchemy import CheckConstraint, MetaData, false, text, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from .dialects import JSONObject, UTCDateTime, UTCNow, exact_string, prefix_index


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


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("username = lower(username)", name="username_lower"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("age BETWEEN 1 AND 120", name="age_range"),
        prefix_index("ix_users_username_prefix", "username"),
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
    preferences: Mapped[dict[str, bool | int | str]] = mapped_column(
        JSONObject, server_default=text("('{}')")
    )
    hashed_password: Mapped[str | None] = mapped_column(exact_string(255))
    token_version: Mapped[int] = mapped_column(server_default="1")
    city: Mapped[str] = mapped_column(exact_string(106), server_default=text("''"))
    display_name: Mapped[str | None] = mapped_column(exact_string(40))


class LoginThrottle(Base):
    __tablename__ = "login_throttles"

    subject: Mapped[str] = mapped_column(exact_string(64), primary_key=True)
    attempts: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class Voucher(Base):
    __tablename__ = "vouchers"
    __table_args__ = (CheckConstraint("value > 0", name="value_positive"),)

    code: Mapped[str] = mapped_column(exact_string(20), primary_key=True)
    value: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, server_default=UTCNow())
