"""Add the town, which stays empty for now (expand)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    collated = mysql.VARCHAR(100, collation="utf8mb4_bin")
    exact = sa.String(100).with_variant(collated, "mysql")
    op.add_column("users", sa.Column("town", exact, nullable=True))


def downgrade() -> None:
    op.drop_column("users", "town")
