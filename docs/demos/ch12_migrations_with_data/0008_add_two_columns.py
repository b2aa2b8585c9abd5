"""Add two columns, of which the second is refused."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("users", sa.Column("nickname", sa.String(20), nullable=True))
    op.add_column("users", sa.Column("town", sa.String(100), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "town")
    op.drop_column("users", "nickname")
