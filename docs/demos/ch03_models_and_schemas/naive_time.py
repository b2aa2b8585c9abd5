"""Store a moment in a plain DateTime column of SQLite and read it back."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    visit = Visit(at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    print("stored:", repr(visit.at))
    session.add(visit)
    session.commit()
    print("read:  ", repr(visit.at))
    print("past: ", visit.at < datetime.now(UTC))
