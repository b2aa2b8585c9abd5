from datetime import datetime, timedelta, timezone

from sqlalchemy import DateTime, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from chapters.ch06_mysql.config import settings
from chapters.ch06_mysql.models import UTCDateTime


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    plain: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ours: Mapped[datetime] = mapped_column(UTCDateTime)


BERLIN = timezone(timedelta(hours=2))
MOMENT = datetime(2026, 7, 1, 12, 0, 0, 654321, BERLIN)


def show(name: str, moment: datetime) -> None:
    print(name, moment.strftime("%H:%M:%S.%f %z"))


engine = create_engine(settings.database_url)
Base.metadata.drop_all(engine)
Base.metadata.create_all(engine)
with Session(engine) as session:
    visit = Visit(plain=MOMENT, ours=MOMENT)
    session.add(visit)
    session.commit()
    show("given:", MOMENT)
    show("plain:", visit.plain)
    show("ours: ", visit.ours)
    session.execute(text("SET time_zone = '+05:00'"))
    hours = text("SELECT TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(), NOW())")
    print("hours from UTC to now():", session.scalar(hours))
Base.metadata.drop_all(engine)
