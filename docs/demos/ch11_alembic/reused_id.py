from sqlalchemy import text

from chapters.ch11_alembic.database import engine

INSERT = "INSERT INTO users (username, email) VALUES ('delta', 'delta@example.com')"

with engine.connect() as connection:
    last = connection.scalar(text("SELECT max(id) FROM users"))
    connection.execute(text("DELETE FROM users WHERE id = :id"), {"id": last})
    connection.execute(text(INSERT))
    new = connection.scalar(text("SELECT max(id) FROM users"))
    print(f"deleted: {last}, new: {new}")
