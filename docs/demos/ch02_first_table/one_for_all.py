from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from chapters.ch02_first_table.main import Base, User

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(username="alpha", email="alpha@example.com"))  # first request
    session.rollback()  # second request
    session.commit()  # first request
    print("stored:", session.scalars(select(User.username)).all())
