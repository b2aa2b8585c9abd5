from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from chapters.ch10_permissions.config import settings

engine = create_engine(settings.database_url)
both_have_one = Barrier(2, timeout=10)


def lock(connection: Connection, number: int) -> None:
    row = text("SELECT number FROM seats WHERE number = :number FOR UPDATE")
    connection.execute(row, {"number": number})


def take(first: int, second: int) -> str:
    with engine.begin() as connection:
        lock(connection, first)
        both_have_one.wait()
        try:
            lock(connection, second)
        except OperationalError as error:
            return str(error.orig).splitlines()[0]
    return "has both"


with engine.begin() as connection:
    connection.execute(text("CREATE TABLE seats (number INTEGER)"))
    connection.execute(text("INSERT INTO seats VALUES (1), (2)"))
with ThreadPoolExecutor(2) as pool:
    print(*sorted(pool.map(take, [1, 2], [2, 1])), sep="\n")
with engine.begin() as connection:
    connection.execute(text("DROP TABLE seats"))
