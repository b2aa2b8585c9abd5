from sqlalchemy import create_engine, text

from chapters.ch06_mysql.config import settings

engine = create_engine(settings.database_url)
with engine.connect() as connection:
    print(settings.database_url)
    print("The server answers:", connection.scalar(text("SELECT 1 + 1")))
