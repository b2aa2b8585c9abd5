from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from chapters.ch02_first_table.main import User

engine = create_engine("sqlite://")

with Session(engine) as session:
    print(session.scalars(select(User)).all())
