"""Add the users' city."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    collated = mysql.VARCHAR(106, collation="utf8mb4_bin")
    exact = sa.String(106).with_variant(collated, "mysql")
    city = sa.Column("city", exact, server_default=sa.text("''"), nullable=False)
    op.add_column("users", city)


def downgrade() -> None:
    op.drop_column("users", "city")
