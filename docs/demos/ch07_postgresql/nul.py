from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chapters.ch07_postgresql.database import engine

with engine.connect() as connection:
    try:
        connection.execute(text("SELECT :name"), {"name": "al\0pha"})
    except ValueError as error:
        print(type(error).__name__, error, sep=": ")
    try:
        connection.execute(text('SELECT \'{"name": "al\\u0000pha"}\'::jsonb'))
    except DBAPIError as error:
        print(type(error).__name__, error.orig, sep=": ")
