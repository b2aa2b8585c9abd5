"""Create the users of chapter 3.

SQLite has them as chapters 3 to 6 make them. On a server they are those of chapter 6,
the first that runs there: MySQL compares text letter by letter and keeps microseconds.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision: str = "ch03"
down_revision: str | None = None


def exact(length: int) -> sa.String:
    collated = mysql.VARCHAR(length, collation="utf8mb4_bin")
    return sa.String(length).with_variant(collated, "mysql")


def moment(name: str) -> sa.Column[object]:
    on_mysql = op.get_context().dialect.name == "mysql"
    now = sa.text("(UTC_TIMESTAMP(6))" if on_mysql else "CURRENT_TIMESTAMP")
    type_ = sa.DateTime(True).with_variant(mysql.DATETIME(fsp=6), "mysql")
    return sa.Column(name, type_, server_default=now, nullable=False)


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", exact(20), nullable=False),
        sa.Column("email", exact(254), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        moment("created_at"),
        moment("updated_at"),
        sa.CheckConstraint("username = lower(username)", name="username_lower"),
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
        sa.CheckConstraint("age BETWEEN 1 AND 120", name="age_range"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("users")
