from tempfile import TemporaryDirectory

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from chapters.ch04_crud.models import Base, User

with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/stale.db")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(username="alpha", email="alpha@example.com"))
        session.commit()

    with Session(engine) as first, Session(engine) as second:
        user = first.get_one(User, 1)
        second.delete(second.get_one(User, 1))
        second.commit()
        user.age = 31
        first.commit()
