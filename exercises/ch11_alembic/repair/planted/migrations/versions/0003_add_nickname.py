"""Add the users' nickname."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    collated = mysql.VARCHAR(40, collation="utf8mb4_bin")
    exact = sa.String(40).with_variant(collated, "mysql")
    op.add_column("users", sa.Column("nickname", exact, nullable=True))


def downgrade() -> None:
    op.drop_column("users", "nickname")
