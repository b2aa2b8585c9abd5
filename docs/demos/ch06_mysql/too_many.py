from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from sqlalchemy import Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from chapters.ch06_mysql.config import settings


def count_connections(engine: Engine) -> list[object]:
    opened: list[object] = []
    event.listen(engine, "connect", lambda connection, _: opened.append(connection))
    return opened


def ask(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))


engine = create_engine(settings.database_url, poolclass=NullPool)
opened = count_connections(engine)
with ExitStack() as stack:
    try:
        while True:
            stack.enter_context(engine.connect())
    except DBAPIError as error:
        print(len(opened), "without a pool, then:", error.orig)

engine = create_engine(settings.database_url, pool_size=10, max_overflow=0)
opened = count_connections(engine)
with ThreadPoolExecutor(200) as pool:
    list(pool.map(ask, [engine] * 2000))
print("2000 questions, at most 10 connections:", len(opened) <= 10)
