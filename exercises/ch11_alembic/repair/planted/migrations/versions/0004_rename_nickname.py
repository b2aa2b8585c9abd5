"""Call the nickname display_name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0004"
down_revision = "0003"

COLLATED = mysql.VARCHAR(40, collation="utf8mb4_bin")
EXACT = sa.String(40).with_variant(COLLATED, "mysql")


def upgrade() -> None:
    op.add_column("users", sa.Column("display_name", EXACT, nullable=True))
    op.drop_column("users", "nickname")


def downgrade() -> None:
    op.add_column("users", sa.Column("nickname", EXACT, nullable=True))
    op.drop_column("users", "display_name")
