from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from chapters.ch07_postgresql.database import engine


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    __table_args__ = ({"prefixes": ["TEMPORARY"]},)

    id: Mapped[int] = mapped_column(primary_key=True)
    plain: Mapped[dict[str, str]] = mapped_column(JSONB)
    tracked: Mapped[dict[str, str]] = mapped_column(MutableDict.as_mutable(JSONB))


with engine.connect() as connection, Session(connection) as session:
    Base.metadata.create_all(connection)
    note = Note(plain={}, tracked={})
    session.add(note)
    session.commit()

    note.plain["theme"] = "dark"
    session.commit()
    print("plain:", note.plain)

    note.tracked["theme"] = "dark"
    session.commit()
    print("tracked:", note.tracked)
