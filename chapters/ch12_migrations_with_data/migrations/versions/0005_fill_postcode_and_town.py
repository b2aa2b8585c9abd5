"""Fill postcode and town from the city, in batches; killed, it goes on later."""

import logging

import sqlalchemy as sa
from alembic import context, op

revision = "0005"
down_revision = "0004"

BATCH = 1000  # users
log = logging.getLogger("alembic.runtime.migration")

users = sa.table(
    "users",
    sa.column("id", sa.Integer()),
    sa.column("city", sa.String()),
    sa.column("postcode", sa.String()),
    sa.column("town", sa.String()),
)
POSTCODE = sa.func.substr(users.c.city, 1, 5)
TOWN = sa.func.substr(users.c.city, 7)
# A row of which old code has changed the city since differs, too.
IS_LEFT = sa.or_(
    *(users.c.postcode.is_(None), users.c.postcode != POSTCODE),
    *(users.c.town.is_(None), users.c.town != TOWN),
)
FILL = sa.update(users).values(postcode=POSTCODE, town=TOWN).where(IS_LEFT)


def upgrade() -> None:
    if context.is_offline_mode():
        op.execute(FILL)
        return
    with op.get_context().autocommit_block():
        fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Fill batch after batch; in an autocommit block each one commits itself."""
    last = done = 0
    while ids := find_batch(connection, last):
        batch = FILL.where(users.c.id.between(ids[0], ids[-1]))
        done += connection.execute(batch).rowcount
        last = ids[-1]
        log.info("users up to id %d are done, %d of them changed", last, done)


def find_batch(connection: sa.Connection, last: int) -> list[int]:
    """Return the next ids, in order."""
    ids = sa.select(users.c.id).where(users.c.id > last).order_by(users.c.id)
    return list(connection.scalars(ids.limit(BATCH)))


def downgrade() -> None:
    """Leave the values: the city still has them all."""
