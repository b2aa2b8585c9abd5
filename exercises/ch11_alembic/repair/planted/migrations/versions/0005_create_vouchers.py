"""Create vouchers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0005"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
COLLATED = mysql.VARCHAR(20, collation="utf8mb4_bin")
EXACT = sa.String(20).with_variant(COLLATED, "mysql")


def upgrade() -> None:
    now = sa.text("(now())")
    op.create_table(
        "vouchers",
        sa.Column("code", EXACT, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=now, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_vouchers")),
    )


def downgrade() -> None:
    pass
