from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, select
from sqlalchemy.orm import Session

from chapters.ch05_testing.models import Base, User


def create_alpha(engine: Engine) -> None:
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        driver.set_trace_callback(lambda sql: print("   ", *sql.split()[:3]))
        connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.add(User(username="alpha", email="alpha@example.com"))
            session.commit()
        print("    # in a transaction, says SQLAlchemy:", connection.in_transaction())
        print("    # in a transaction, says SQLite:", driver.in_transaction)
        connection.rollback()
        driver.set_trace_callback(None)
    with Session(engine) as session:
        print("    # left behind:", session.scalars(select(User.username)).all())


print("The driver's way:")
create_alpha(create_engine("sqlite://", poolclass=StaticPool))

print("With a BEGIN:")
engine = create_engine(
    "sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None}
)


@event.listens_for(engine, "begin")
def send_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


create_alpha(engine)
