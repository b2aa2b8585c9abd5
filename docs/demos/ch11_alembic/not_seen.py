from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chapters.ch11_alembic.database import engine


class Before(DeclarativeBase):
    pass


class OldShirt(Before):
    __tablename__ = "shirts"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[str]
    price: Mapped[int]
    stock: Mapped[int]
    colour: Mapped[str] = mapped_column(Enum("red", "blue", name="colour"))


class After(DeclarativeBase):
    pass


class Shirt(After):
    __tablename__ = "shirts"
    __table_args__ = (CheckConstraint("price > 0", name="price"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    width: Mapped[str]
    price: Mapped[int]
    stock: Mapped[int] = mapped_column(server_default="0")
    colour: Mapped[str] = mapped_column(Enum("red", "blue", "green", name="colour"))


def is_shirts(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name == "shirts"


with engine.connect() as connection:
    Before.metadata.create_all(connection)
    context = MigrationContext.configure(connection, opts={"include_name": is_shirts})
    draft = produce_migrations(context, After.metadata)
    if draft.upgrade_ops:
        print(render_python_code(draft.upgrade_ops))
    connection.rollback()
