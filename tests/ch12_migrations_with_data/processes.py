"""A release as a process of its own, and many rows for it to have."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
from sqlalchemy import Engine, Integer, String, column, insert, table

from .releases import Release, environment

USERS = table(
    "users",
    column("id", Integer()),
    column("username", String()),
    column("email", String()),
    column("city", String()),
)


@contextmanager
def running_release(release: Release, url: str) -> Iterator[str]:
    """Serve the release on the database `url`; yield where, as soon as it answers.

    At the end it finishes what it is doing. Its log is `folder`/server.log.
    """
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        (release.folder / "server.log").open("ab") as log,
    ):
        # Without it each further request of a connection waits for 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        application = f"chapters.{release.stem}.main:app"
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", application),
                *("--fd", str(listener.fileno())),
            ],
            cwd=release.folder,
            env=environment(url),
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            host, port = listener.getsockname()
            address = f"http://{host}:{port}"
            httpx2.get(f"{address}/openapi.json", timeout=60)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def address_of(number: int) -> tuple[str, str]:
    """Return where the user `number` lives; each tenth one nowhere."""
    if number % 10 == 0:
        return "", ""
    return f"{number % 100_000:05}", f"Ort {number}"


def insert_many(engine: Engine, first: int, last: int) -> None:
    """Insert the users from `first` to `last`, with their city."""
    rows = [
        {
            "id": number,
            "username": f"user_{number}",
            "email": f"user_{number}@example.com",
            "city": " ".join(address_of(number)).strip(),
        }
        for number in range(first, last + 1)
    ]
    with engine.begin() as connection:
        for start in range(0, len(rows), 5_000):
            connection.execute(insert(USERS), rows[start : start + 5_000])
