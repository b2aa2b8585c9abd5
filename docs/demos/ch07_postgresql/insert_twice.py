from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from chapters.ch07_postgresql.database import engine
from chapters.ch07_postgresql.models import Base, User

USERS = [
    {"username": "alpha", "email": "alpha@example.com"},
    {"username": "alina", "email": "alina@example.com"},
]

with engine.connect() as connection:
    Base.metadata.create_all(connection)
    for _ in range(2):
        try:
            connection.execute(insert(User), USERS)
        except IntegrityError as error:
            print(error.orig)
        else:
            print(len(USERS), "users")
    connection.rollback()
