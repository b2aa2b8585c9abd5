from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from chapters.ch07_postgresql.database import engine

CREATE = "CREATE TEMPORARY TABLE parcels (id SERIAL PRIMARY KEY, content TEXT)"
WITH_ID = "INSERT INTO parcels (id, content) VALUES (1, 'lamp')"
WITHOUT_ID = "INSERT INTO parcels (content) VALUES ('chair') RETURNING id"
MOVE = "SELECT setval(pg_get_serial_sequence('parcels', 'id'), max(id)) FROM parcels"

with engine.connect() as connection:
    for statement in (CREATE, WITH_ID):
        connection.execute(text(statement))
    try:
        with connection.begin_nested():
            connection.execute(text(WITHOUT_ID))
    except IntegrityError as error:
        print(error.orig)
    connection.execute(text(MOVE))
    print("id:", connection.scalar(text(WITHOUT_ID)))
