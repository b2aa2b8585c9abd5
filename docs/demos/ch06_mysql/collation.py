from sqlalchemy import CheckConstraint, String, create_engine, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chapters.ch06_mysql.config import settings


class Base(DeclarativeBase):
    pass


class Loose(Base):
    __tablename__ = "loose"
    __table_args__ = (CheckConstraint("name = lower(name)", name="loose_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Exact(Base):
    __tablename__ = "exact"
    __table_args__ = (CheckConstraint("name = lower(name)", name="exact_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20, collation="utf8mb4_bin"), unique=True)


engine = create_engine(settings.database_url)
Base.metadata.drop_all(engine)
Base.metadata.create_all(engine)
for model in (Loose, Exact):
    for name in ("zoe", "zoé", "Alpha", "alpha"):
        try:
            with engine.begin() as connection:
                connection.execute(insert(model).values(name=name))
            print(f"{model.__name__}: {name} is stored")
        except DBAPIError as error:
            print(f"{model.__name__}: {error.orig}")
Base.metadata.drop_all(engine)
