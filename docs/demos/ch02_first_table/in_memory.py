from threading import Thread

from sqlalchemy import create_engine, inspect

from chapters.ch02_first_table.main import Base

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


def print_tables(where: str) -> None:
    print(where, inspect(engine).get_table_names())


print_tables("this thread:")
thread = Thread(target=print_tables, args=["another thread:"])
thread.start()
thread.join()
