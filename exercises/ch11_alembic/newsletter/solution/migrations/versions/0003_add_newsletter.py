"""Add how many letters a user wants in a month."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

RULE = "newsletter BETWEEN 0 AND 4"
NAME = "ck_users_newsletter_range"


def is_sqlite() -> bool:
    """SQLite takes a rule with a new column only, MariaDB after it only."""
    return op.get_context().dialect.name == "sqlite"


def upgrade() -> None:
    rules = [sa.CheckConstraint(RULE, name=op.f(NAME))] if is_sqlite() else []
    newsletter = sa.Column(
        "newsletter", sa.Integer(), *rules, server_default="0", nullable=False
    )
    op.add_column("users", newsletter)
    if not is_sqlite():
        op.create_check_constraint(op.f(NAME), "users", RULE)
    op.create_index("ix_users_newsletter", "users", ["newsletter"])


def downgrade() -> None:
    op.drop_index("ix_users_newsletter", "users")
    if not is_sqlite():
        op.drop_constraint(op.f(NAME), "users", type_="check")
    op.drop_column("users", "newsletter")
