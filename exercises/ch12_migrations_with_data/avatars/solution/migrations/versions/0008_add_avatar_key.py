"""Add the avatars' keys, which are empty for now."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    collated = mysql.VARCHAR(64, collation="utf8mb4_bin")
    exact = sa.String(64).with_variant(collated, "mysql")
    key = sa.Column("avatar_key", exact, server_default=sa.text("''"), nullable=False)
    op.add_column("users", key)


def downgrade() -> None:
    op.drop_column("users", "avatar_key")
