from sqlalchemy import inspect, text

from chapters.ch11_alembic.database import engine

with engine.connect() as connection:
    for name in sorted(inspect(connection).get_table_names()):
        rows = connection.scalar(text(f"SELECT count(*) FROM {name}"))
        columns = [column["name"] for column in inspect(connection).get_columns(name)]
        print(f"{name}: {rows} rows of {', '.join(columns)}")
    print("revision:", connection.scalar(text("SELECT * FROM alembic_version")))
