from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from chapters.ch04_crud.models import Base, User

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    user = session.get(User, 7)
    session.delete(user)
