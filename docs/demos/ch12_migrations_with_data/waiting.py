from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateSchema, DropSchema

from chapters.ch12_migrations_with_data.config import settings

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
LIMIT = "SET lock_timeout = '500ms'"


def run(engine: Engine, *statements: str) -> str:
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    except OperationalError as error:
        return str(error.orig).splitlines()[0]
    return "done"


def wait_for_waiters(watcher: Connection, count: int) -> None:
    while watcher.scalar(text(WAITING)) != count:
        watcher.rollback()


def show(name: str, *limit: str) -> None:
    with (
        ThreadPoolExecutor(2) as pool,
        engine.connect() as watcher,
        engine.connect() as report,
    ):
        report.execute(text("SELECT count(*) FROM guests"))  # and no commit yet
        migration = pool.submit(
            run, engine, *limit, f"ALTER TABLE guests ADD {name} INT"
        )
        wait_for_waiters(watcher, 1)
        request = pool.submit(run, engine, "SELECT * FROM guests")
        if limit:
            print("migration:", migration.result())
            print("request:  ", request.result())
        else:
            wait_for_waiters(watcher, 2)
            print("migration and request wait for the report")


place = {"options": "-c search_path=waiting"}
engine = create_engine(settings.database_url, connect_args=place)
with engine.begin() as connection:
    connection.execute(CreateSchema("waiting"))
    connection.execute(text("CREATE TABLE guests (id INTEGER)"))
show("points")
show("score", LIMIT)
with engine.begin() as connection:
    connection.execute(DropSchema("waiting", cascade=True))
