from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chapters.ch04_crud.models import Base, User

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(username="alpha", email="first@example.com"))
    session.commit()
    session.add(User(username="alpha", email="second@example.com"))
    try:
        session.commit()
    except IntegrityError:
        print("taken")
    session.get(User, 1)
