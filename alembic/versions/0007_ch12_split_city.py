"""Keep the city as two columns, the postcode and the town.

In one UPDATE: the history serves small databases. Chapter 12 does it in batches.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision: str = "ch12"
down_revision: str | None = "ch11"

NAMES = ("city", "postcode", "town")
USERS = sa.table("users", *(sa.column(name, sa.String()) for name in NAMES))


def text_column(name: str, length: int) -> sa.Column[str]:
    collated = mysql.VARCHAR(length, collation="utf8mb4_bin")
    exact = sa.String(length).with_variant(collated, "mysql")
    return sa.Column(name, exact, server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    op.add_column("users", text_column("postcode", 5))
    op.add_column("users", text_column("town", 100))
    city = USERS.c.city
    postcode, town = sa.func.substr(city, 1, 5), sa.func.substr(city, 7)
    op.execute(USERS.update().values(postcode=postcode, town=town))
    op.drop_column("users", "city")


def downgrade() -> None:
    op.add_column("users", text_column("city", 106))
    both = USERS.c.postcode + " " + USERS.c.town
    op.execute(USERS.update().where(USERS.c.postcode != "").values(city=both))
    op.drop_column("users", "town")
    op.drop_column("users", "postcode")
