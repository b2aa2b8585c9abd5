from sqlalchemy import inspect

from chapters.ch12_migrations_with_data.database import engine

print(*[column["name"] for column in inspect(engine).get_columns("users")][-3:])
