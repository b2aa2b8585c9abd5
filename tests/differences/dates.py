"""Probes: dates and times."""

from datetime import datetime, timedelta, timezone

from sqlalchemy import Column, DateTime, MetaData, Table, insert, select

from .database import Database, listed


def microseconds(db: Database) -> str:
    events = Table("events", MetaData(), Column("at", DateTime))
    events.create(db.engine)
    noon = datetime(2026, 11, 21, 12, 0, 0, 987654)  # noqa: DTZ001 - it has no zone

    with db.engine.begin() as connection:
        connection.execute(insert(events).values(at=noon))
        stored = connection.scalars(select(events.c.at)).one()

    return f"Comes back as {stored}"


def time_zone(db: Database) -> str:
    events = Table("events", MetaData(), Column("at", DateTime(timezone=True)))
    events.create(db.engine)
    noon = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=5)))

    with db.client() as client:
        zone = "SET time_zone = '+00:00'"
        client.run(
            db.spell(sqlite="SELECT 1", mysql=zone, postgresql="SET TIME ZONE 0")
        )
        client.connection.execute(insert(events).values(at=noon))
        stored = client.connection.scalars(select(events.c.at)).one()

    return f"Comes back as {stored}"


def impossible_date(db: Database) -> str:
    db.run("CREATE TABLE events (day DATE)")

    said = db.attempt("INSERT INTO events VALUES ('2026-02-30')")

    rows = db.run("SELECT day FROM events")
    return f"The INSERT {said}\nStored: {listed(rows)}"
