"""Add the table that counts failed logins."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision: str = "ch10"
down_revision: str | None = "ch09"


def upgrade() -> None:
    collated = mysql.VARCHAR(64, collation="utf8mb4_bin")
    exact = sa.String(64).with_variant(collated, "mysql")
    moment = sa.DateTime(True).with_variant(mysql.DATETIME(fsp=6), "mysql")
    op.create_table(
        "login_throttles",
        sa.Column("subject", exact, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_login_throttles"),
    )
    op.create_index("ix_login_throttles_ends_at", "login_throttles", ["ends_at"])


def downgrade() -> None:
    op.drop_table("login_throttles")
