"""Fill the avatars' keys from the addresses, in batches; killed, it goes on later."""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa
from alembic import context, op

revision = "0009"
down_revision = "0008"

BATCH = 500  # users

users = sa.table(
    "users",
    sa.column("id", sa.Integer()),
    sa.column("email", sa.String()),
    sa.column("avatar_key", sa.String()),
)


def upgrade() -> None:
    if context.is_offline_mode():  # SQLite cannot hash, so there is no SQL to write
        return
    with op.get_context().autocommit_block():
        fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Fill batch after batch; in an autocommit block each one commits itself."""
    last = 0
    while rows := find_batch(connection, last):
        keys = {row.email: sha256(row.email.encode()).hexdigest() for row in rows}
        wrong = {row.email for row in rows if row.avatar_key != keys[row.email]}
        if wrong:
            connection.execute(fill_of({email: keys[email] for email in wrong}))
        last = rows[-1].id


def find_batch(connection: sa.Connection, last: int) -> Sequence[sa.Row[int, str, str]]:
    query = sa.select(users.c.id, users.c.email, users.c.avatar_key)
    return connection.execute(
        query.where(users.c.id > last).order_by(users.c.id).limit(BATCH)
    ).all()


def fill_of(keys: dict[str, str]) -> sa.Update:
    """One statement, by address: who has changed hers meanwhile is left alone."""
    chosen = sa.case(keys, value=users.c.email)
    return sa.update(users).where(users.c.email.in_(keys)).values(avatar_key=chosen)


def downgrade() -> None:
    """Leave the keys: the revision before drops them all."""
