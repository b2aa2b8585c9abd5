import sys

from sqlalchemy import text

from chapters.ch12_migrations_with_data.database import engine

with engine.begin() as connection:
    result = connection.execute(text(sys.argv[1]))
    print(*result if result.returns_rows else ["done"])
