from time import perf_counter

from sqlalchemy import create_engine
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from chapters.ch06_mysql.config import settings

engine = create_engine(
    settings.database_url, pool_size=2, max_overflow=0, pool_timeout=1
)
with engine.connect(), engine.connect():
    print(engine.pool.status())
    start = perf_counter()
    try:
        engine.connect()
    except PoolTimeoutError as error:
        print(f"after {perf_counter() - start:.0f} s:", error)
print(engine.pool.status())
