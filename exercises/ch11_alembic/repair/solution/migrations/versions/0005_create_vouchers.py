"""Create vouchers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
COLLATED = mysql.VARCHAR(20, collation="utf8mb4_bin")
EXACT = sa.String(20).with_variant(COLLATED, "mysql")


def upgrade() -> None:
    is_mysql = op.get_context().dialect.name == "mysql"
    now = sa.text("(UTC_TIMESTAMP(6))" if is_mysql else "CURRENT_TIMESTAMP")
    op.create_table(
        "vouchers",
        sa.Column("code", EXACT, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=now, nullable=False),
        sa.CheckConstraint("value > 0", name=op.f("ck_vouchers_value_positive")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_vouchers")),
    )


def downgrade() -> None:
    op.drop_table("vouchers")
