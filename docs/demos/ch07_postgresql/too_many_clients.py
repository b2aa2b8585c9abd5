from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import OperationalError

from chapters.ch07_postgresql.config import settings

engine = create_engine(settings.database_url, poolclass=NullPool)
connections: list[Connection] = []
try:
    while len(connections) < 1000:
        connections.append(engine.connect())
except OperationalError as error:
    print(len(connections), "connections, then:")
    print(error.orig)
for connection in connections:
    connection.close()
