"""Add the hash of each user's password; who is there already has none."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision: str = "ch08"
down_revision: str | None = "ch07"


def upgrade() -> None:
    collated = mysql.VARCHAR(255, collation="utf8mb4_bin")
    exact = sa.String(255).with_variant(collated, "mysql")
    op.add_column("users", sa.Column("hashed_password", exact, nullable=True))


def downgrade() -> None:
    op.drop_column("users", "hashed_password")
