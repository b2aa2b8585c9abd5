"""Create users and login_throttles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
PREFIX = "ix_users_username_prefix"


def exact(length: int) -> sa.String:
    collated = mysql.VARCHAR(length, collation="utf8mb4_bin")
    return sa.String(length).with_variant(collated, "mysql")


def dialect() -> str:
    return op.get_context().dialect.name


def upgrade() -> None:
    is_mysql = dialect() == "mysql"
    now = sa.text("(UTC_TIMESTAMP(6))" if is_mysql else "CURRENT_TIMESTAMP")
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", exact(20), nullable=False),
        sa.Column("email", exact(254), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=now, nullable=False),
        sa.Column("updated_at", MOMENT, server_default=now, nullable=False),
        sa.Column(
            "preferences", JSON, server_default=sa.text("('{}')"), nullable=False
        ),
        sa.Column("hashed_password", exact(255), nullable=True),
        sa.Column("token_version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("age BETWEEN 1 AND 120", name=op.f("ck_users_age_range")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_users_email_lower")),
        sa.CheckConstraint(
            "username = lower(username)", name=op.f("ck_users_username_lower")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
        sqlite_autoincrement=True,
    )
    if dialect() == "postgresql":
        operators = {"username": "text_pattern_ops"}
        op.create_index(PREFIX, "users", ["username"], postgresql_ops=operators)
    op.create_table(
        "login_throttles",
        sa.Column("subject", exact(64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_login_throttles")),
    )
    op.create_index("ix_login_throttles_ends_at", "login_throttles", ["ends_at"])


def downgrade() -> None:
    op.drop_table("login_throttles")
    op.drop_table("users")
