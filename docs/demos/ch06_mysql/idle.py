from time import sleep

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from chapters.ch06_mysql.config import settings


def ask_after_a_pause(*, pre_ping: bool) -> object:
    engine = create_engine(settings.database_url, pool_pre_ping=pre_ping)
    with engine.connect() as connection:
        connection.execute(text("SET SESSION wait_timeout = 1"))
    sleep(2)
    try:
        with engine.connect() as connection:
            return connection.scalar(text("SELECT 'an answer'"))
    except DBAPIError as error:
        return error.orig


print("pool_pre_ping=False:", ask_after_a_pause(pre_ping=False))
print("pool_pre_ping=True:", ask_after_a_pause(pre_ping=True))
