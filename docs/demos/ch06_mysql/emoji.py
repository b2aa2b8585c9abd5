from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from chapters.ch06_mysql.config import settings

engine = create_engine(settings.database_url)
INSERT = text("INSERT INTO notes VALUES ('👍')")

with engine.begin() as connection:
    connection.execute(text("DROP TABLE IF EXISTS notes"))
    connection.execute(text("CREATE TABLE notes (body VARCHAR(20)) CHARSET utf8mb3"))
    try:
        connection.execute(INSERT)
    except DBAPIError as error:
        print("utf8mb3:", error.orig)
    connection.execute(text("ALTER TABLE notes CONVERT TO CHARACTER SET utf8mb4"))
    connection.execute(INSERT)
    print("utf8mb4:", connection.scalar(text("SELECT body FROM notes")))
    connection.execute(text("DROP TABLE notes"))
