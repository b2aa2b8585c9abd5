"""Let no postcode and no town be NULL."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0006"
down_revision = "0005"

COLUMNS = {"postcode": 5, "town": 100}
EMPTY = sa.text("''")


def exact(length: int) -> sa.String:
    collated = mysql.VARCHAR(length, collation="utf8mb4_bin")
    return sa.String(length).with_variant(collated, "mysql")


def change(nullable: bool, default: sa.TextClause | None) -> None:
    last_id = find_last_id()
    kept = {"sqlite_autoincrement": True}
    with op.batch_alter_table("users", table_kwargs=kept) as batch:
        for name, length in COLUMNS.items():
            batch.alter_column(
                name,
                existing_type=exact(length),
                nullable=nullable,
                server_default=default,
            )
    if last_id is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'users'")
        op.execute(f"INSERT INTO sqlite_sequence VALUES ('users', {last_id})")


def find_last_id() -> int | None:
    """Return the largest id ever given; SQLite's new table knows those it has."""
    if op.get_context().dialect.name != "sqlite":
        return None
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'users'"
    last_id: int | None = op.get_bind().scalar(sa.text(query))
    return last_id


def upgrade() -> None:
    change(nullable=False, default=EMPTY)


def downgrade() -> None:
    change(nullable=True, default=None)
