"""Add the version of each user's tokens; it begins with 1."""

import sqlalchemy as sa
from alembic import op

revision: str = "ch09"
down_revision: str | None = "ch08"


def upgrade() -> None:
    version = sa.Column("token_version", sa.Integer, server_default="1", nullable=False)
    op.add_column("users", version)


def downgrade() -> None:
    op.drop_column("users", "token_version")
