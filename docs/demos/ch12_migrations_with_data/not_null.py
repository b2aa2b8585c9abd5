from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, text
from sqlalchemy.exc import DBAPIError

from chapters.ch12_migrations_with_data.database import engine

points = Column("points", Integer(), nullable=False)

with engine.connect() as connection:
    connection.execute(text("CREATE TEMPORARY TABLE guests (name VARCHAR(20))"))
    connection.execute(text("INSERT INTO guests VALUES ('alpha'), ('beta')"))
    operations = Operations(MigrationContext.configure(connection))
    try:
        operations.add_column("guests", points)
        print(connection.execute(text("SELECT * FROM guests")).all())
    except DBAPIError as error:
        print("refused:", error.orig)
