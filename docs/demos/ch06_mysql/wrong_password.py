from sqlalchemy import create_engine

from chapters.ch06_mysql.config import settings

create_engine(settings.database_url.set(password="wrong")).connect()
