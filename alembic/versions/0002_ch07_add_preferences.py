"""Add the users' preferences, and the index of the search by name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "ch07"
down_revision: str | None = "ch03"

INDEX = "ix_users_username_prefix"


def on_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def upgrade() -> None:
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    empty = sa.text("('{}')")
    preferences = sa.Column("preferences", json, server_default=empty, nullable=False)
    op.add_column("users", preferences)
    if on_postgresql():
        operators = {"username": "text_pattern_ops"}
        op.create_index(INDEX, "users", ["username"], postgresql_ops=operators)


def downgrade() -> None:
    if on_postgresql():
        op.drop_index(INDEX, "users")
    op.drop_column("users", "preferences")
