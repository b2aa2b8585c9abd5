from sqlalchemy import Connection, StaticPool, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chapters.ch05_testing.models import Base, User


def create_user(connection: Connection, name: str) -> None:
    with Session(connection) as session:
        session.add(User(username=name, email=f"{name}@example.com"))
        try:
            session.commit()
        except IntegrityError:
            session.rollback()


def left_behind(names: list[str], *, begin: bool) -> list[str]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        if begin:
            connection.begin()
        for name in names:
            create_user(connection, name)
        connection.rollback()
    with Session(engine) as session:
        return list(session.scalars(select(User.username)))


print("only roll back:", left_behind(["alpha"], begin=False))
print("begin, then roll back:", left_behind(["alpha"], begin=True))
names = ["alpha", "alpha", "beta"]
print("the same with a taken name:", left_behind(names, begin=True))
