from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from chapters.ch04_crud.models import Base, User

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    user = User(username="alpha", email="alpha@example.com")
    session.add(user)
    session.commit()
    for name, value in {"username": None}.items():
        setattr(user, name, value)
    session.commit()
