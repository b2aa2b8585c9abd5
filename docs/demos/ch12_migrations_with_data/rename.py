from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, text
from sqlalchemy.exc import DBAPIError

engine = create_engine("sqlite://")
guests = Table("guests", MetaData(), Column("id", Integer()), Column("city", Text()))

with engine.connect() as connection:
    connection.execute(text("CREATE TABLE guests (id INTEGER, place TEXT)"))
    connection.execute(text("INSERT INTO guests VALUES (1, 'Berlin')"))
    context = MigrationContext.configure(connection)
    for change in compare_metadata(context, guests.metadata):
        print("autogenerate:", change[0], change[3].name)

    Operations(context).alter_column("guests", "place", new_column_name="city")
    print("renamed:", connection.execute(text("SELECT * FROM guests")).mappings().all())
    try:
        connection.execute(text("SELECT place FROM guests"))
    except DBAPIError as error:
        print("old code:", error.orig)
