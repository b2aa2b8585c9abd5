"""Add the city of each user; who is there already has none, which is the empty text."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision: str = "ch11"
down_revision: str | None = "ch10"


def upgrade() -> None:
    collated = mysql.VARCHAR(106, collation="utf8mb4_bin")
    exact = sa.String(106).with_variant(collated, "mysql")
    empty = sa.text("''")
    op.add_column(
        "users", sa.Column("city", exact, server_default=empty, nullable=False)
    )


def downgrade() -> None:
    op.drop_column("users", "city")
