"""A connection that the database server has closed is replaced, and nobody notices."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, NullPool, create_engine, text

from tests.server import Server, running_server

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
OTHERS = {
    "mysql": "SELECT id FROM information_schema.processlist"
    " WHERE db = DATABASE() AND id <> CONNECTION_ID()",
    "postgresql": "SELECT pid FROM pg_stat_activity"
    " WHERE datname = CURRENT_DATABASE() AND pid <> PG_BACKEND_PID()",
}
CLOSE = {"mysql": "KILL {}", "postgresql": "SELECT PG_TERMINATE_BACKEND({})"}


@pytest.fixture
def server(
    chapter: str,
    base_url: str | None,
    database_url: URL,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Server]:
    """Run the application on the database, as a process of its own."""
    if base_url:
        pytest.skip("starts and stops a server of its own")
    url = database_url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    with running_server(chapter, tmp_path) as server:
        yield server


def others(connection: Connection) -> list[int]:
    sql = OTHERS[connection.dialect.name]
    return [int(number) for number in connection.scalars(text(sql))]


def close_others(url: URL) -> int:
    """Close the connections of everybody else; return how many there were."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    deadline = time.monotonic() + 10
    with engine.connect() as connection:
        found = others(connection)
        for number in found:
            connection.execute(text(CLOSE[engine.dialect.name].format(number)))
        while others(connection) and time.monotonic() < deadline:
            pass
    return len(found)


@pytest.mark.databases("mysql", "postgresql")
def test_a_closed_connection_is_replaced(server: Server, database_url: URL) -> None:
    with server.client() as client:
        created = client.post("/users", json=ALPHA)
        closed = close_others(database_url)

        response = client.get(created.headers["Location"])

    assert closed > 0
    assert response.status_code == 200
    assert response.json()["username"] == "alpha"
