from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine


def add(op: Operations) -> None:
    name = "fk_shirts_owner_users"
    op.create_foreign_key(name, "shirts", "users", ["owner"], ["id"])


def add_in_batch(op: Operations, name: str | None = None) -> None:
    with op.batch_alter_table("shirts") as batch:
        batch.create_foreign_key(name, "users", ["owner"], ["id"])


def add_with_name(op: Operations) -> None:
    add_in_batch(op, "fk_shirts_owner_users")


def attempt(change: Callable[[Operations], None]) -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE users (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE shirts (owner INTEGER)")
        try:
            change(Operations(MigrationContext.configure(connection)))
        except (NotImplementedError, ValueError) as error:
            print(f"{change.__name__}: {error}")
        else:
            print(f"{change.__name__}: done")


attempt(add)
attempt(add_in_batch)
attempt(add_with_name)
