from sqlalchemy import create_engine, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from chapters.ch07_postgresql.models import Base as OldBase
from chapters.ch08_passwords.models import Base, User

engine = create_engine("sqlite://")
OldBase.metadata.create_all(engine)
Base.metadata.create_all(engine)
for statement in (insert(User).values(hashed_password=None), select(User)):
    with Session(engine) as session:
        try:
            session.execute(statement)
        except DBAPIError as error:
            print(error.orig)
