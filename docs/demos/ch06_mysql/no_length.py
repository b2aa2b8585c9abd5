from sqlalchemy import String, create_engine
from sqlalchemy.exc import CompileError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chapters.ch06_mysql.config import settings


class Base(DeclarativeBase):
    pass


class Loose(Base):
    __tablename__ = "loose"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Measured(Base):
    __tablename__ = "measured"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20))


def make(url: str, model: type[Base]) -> str:
    engine = create_engine(url)
    table = Base.metadata.tables[model.__tablename__]
    try:
        table.create(engine)
    except CompileError as error:
        return str(error)
    table.drop(engine)
    return "made"


mysql = settings.database_url.render_as_string(hide_password=False)
print("loose, SQLite:", make("sqlite://", Loose))
print("loose, MySQL:", make(mysql, Loose))
print("measured, MySQL:", make(mysql, Measured))
