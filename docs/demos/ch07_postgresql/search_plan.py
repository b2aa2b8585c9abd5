from sqlalchemy import text

from chapters.ch07_postgresql.database import engine
from chapters.ch07_postgresql.models import Base

COLLATION = (
    "SELECT min(quote_ident(collname)) FROM pg_collation"
    " WHERE collprovider = 'c' AND collencoding = pg_char_to_encoding('UTF8')"
)
COLLATE = "ALTER TABLE users ALTER username TYPE varchar(20) COLLATE {}"
FILL = (
    "INSERT INTO users (username, email)"
    " SELECT 'user' || n, n || '@example.com' FROM generate_series(1, 10000) AS n"
)
CONDITIONS = ("username ILIKE 'USER99%'", "username LIKE 'user99%'")

with engine.connect() as connection:
    Base.metadata.create_all(connection)
    collation = connection.scalar(text(COLLATION))
    for statement in (COLLATE.format(collation), FILL, "ANALYZE users"):
        connection.execute(text(statement))
    for condition in CONDITIONS:
        print(condition)
        question = f"EXPLAIN (COSTS OFF) SELECT * FROM users WHERE {condition}"
        for line in connection.scalars(text(question)):
            print("   ", line)
    connection.rollback()
