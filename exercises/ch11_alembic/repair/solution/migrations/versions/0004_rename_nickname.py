"""Call the nickname display_name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0004"
down_revision = "0003"

COLLATED = mysql.VARCHAR(40, collation="utf8mb4_bin")
EXACT = sa.String(40).with_variant(COLLATED, "mysql")


def rename(old: str, new: str) -> None:
    # MySQL wants to hear again what the column is.
    op.alter_column(
        "users", old, new_column_name=new, existing_type=EXACT, existing_nullable=True
    )


def upgrade() -> None:
    rename("nickname", "display_name")


def downgrade() -> None:
    rename("display_name", "nickname")
