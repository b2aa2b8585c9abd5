"""Create the users of chapter 3."""

import sqlalchemy as sa
from alembic import op

revision = "ch03"
down_revision = None


def upgrade() -> None:
    now = sa.text("CURRENT_TIMESTAMP")
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(20), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(True), server_default=now, nullable=False),
        sa.CheckConstraint("username = lower(username)", name="username_lower"),
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
        sa.CheckConstraint("age BETWEEN 1 AND 120", name="age_range"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("users")
