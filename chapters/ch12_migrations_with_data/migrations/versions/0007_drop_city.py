"""Drop the city, which no code reads any more (contract)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.drop_column("users", "city")


def downgrade() -> None:
    """Join it again from the two columns."""
    collated = mysql.VARCHAR(106, collation="utf8mb4_bin")
    exact = sa.String(106).with_variant(collated, "mysql")
    city = sa.Column("city", exact, server_default=sa.text("''"), nullable=False)
    op.add_column("users", city)
    texts = [sa.column(name, sa.String()) for name in ("city", "postcode", "town")]
    users = sa.table("users", *texts)
    joined = users.c.postcode + " " + users.c.town
    op.execute(sa.update(users).values(city=joined).where(users.c.postcode != ""))
