"""Write rows with plain SQL: no schema stands between us and the table."""

import sqlite3

from sqlalchemy import create_engine

from chapters.ch03_models_and_schemas.models import Base

ROWS = [
    "'alpha', 'alpha@example.com', 30",
    "'alpha', 'other@example.com', 30",
    "'Beta', 'beta@example.com', 30",
    "'beta', 'beta@example.com', 150",
    "'beta', NULL, 30",
    "'name_longer_than_20_letters', 'long@example.com', 30",
]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
connection = engine.raw_connection()
cursor = connection.cursor()
for row in ROWS:
    print(row)
    try:
        cursor.execute(f"INSERT INTO users (username, email, age) VALUES ({row})")
        print("    stored")
    except sqlite3.IntegrityError as error:
        print("   ", error)
