from sqlalchemy import String, create_engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chapters.ch06_mysql.config import settings


class Base(DeclarativeBase):
    pass


class Folder(Base):
    __tablename__ = "folders"

    id: Mapped[int] = mapped_column(primary_key=True)


class Link(Base):
    __tablename__ = "links"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(20000))


engine = create_engine(settings.database_url)
try:
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
except DBAPIError as error:
    print("rolled back:", error.orig)
made = Base.metadata.tables.keys() & set(inspect(engine).get_table_names())
print("tables:", sorted(made))
