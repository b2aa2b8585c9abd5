from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema, DropSchema

from chapters.ch12_migrations_with_data.config import settings

CREATE = "CREATE TYPE state AS ENUM ('new', 'paid')"
ADD = "ALTER TABLE parcels ADD state state"
EXTEND = "ALTER TYPE state ADD VALUE 'sent'"
USE = "UPDATE parcels SET state = 'sent'"
REMOVE = (
    "UPDATE parcels SET state = 'new' WHERE state = 'paid'",
    "ALTER TYPE state RENAME TO old_state",
    "CREATE TYPE state AS ENUM ('new', 'sent')",
    "ALTER TABLE parcels ALTER state TYPE state USING state::text::state",
    "DROP TYPE old_state",
)
STEPS = (
    ("add the column", [ADD]),
    ("create the type, add the column", [CREATE, ADD]),
    ("drop the column", ["ALTER TABLE parcels DROP state"]),
    ("create the type, add the column", [CREATE, ADD]),
    ("add the column", [ADD]),
    ("add a value, use it", [EXTEND, USE]),
    ("add a value", [EXTEND]),
    ("use it", [USE]),
    ("remove a value", REMOVE),
)

place = {"options": "-c search_path=enums"}
engine = create_engine(settings.database_url, connect_args=place)
with engine.begin() as connection:
    connection.execute(CreateSchema("enums"))
    connection.execute(text("CREATE TABLE parcels (id INTEGER)"))
    connection.execute(text("INSERT INTO parcels VALUES (1)"))
for name, statements in STEPS:
    try:
        with engine.begin() as connection:  # as a revision: all or nothing
            for statement in statements:
                connection.execute(text(statement))
        print(f"{name}: done")
    except DBAPIError as error:
        print(f"{name}: {str(error.orig).splitlines()[0]}")
with engine.begin() as connection:
    connection.execute(DropSchema("enums", cascade=True))
