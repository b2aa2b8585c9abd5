from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

for hide in (False, True):
    engine = create_engine("sqlite://", hide_parameters=hide)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE t (hashed TEXT CHECK (hashed = ''))"))
        try:
            connection.execute(
                text("INSERT INTO t VALUES (:hashed)"), {"hashed": "$argon2id$..."}
            )
        except IntegrityError as error:
            print(error, end="\n\n")
