"""A chapter running as its own process, the way a reader runs it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from .application import package_path
from .callers import (
    FIRST_WITH_PASSWORDS,
    FIRST_WITH_PERMISSIONS,
    PASSWORD,
    EarlyCaller,
    number_of,
)


class Server:
    """A uvicorn process that serves a copy of a chapter from a folder of its own.

    The listening socket belongs to the test, so the port is free for sure, stays the
    same over restarts, and a request waits until the process is ready to accept it.
    """

    def __init__(self, stem: str, folder: Path, workers: int = 1) -> None:
        self.stem = stem
        self.folder = folder
        self.workers = workers
        self.package = folder / "chapters" / stem
        shutil.copytree(
            package_path(stem),
            self.package,
            ignore=shutil.ignore_patterns("__pycache__", "*.db*"),
        )
        if (self.package / "migrations").exists():
            self.upgrade()
        self._socket = socket.create_server(("127.0.0.1", 0))
        # uvicorn takes a socket that it is handed for one of another kind, and leaves
        # the delay on: then each further request of a connection waits for 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        host, port = self._socket.getsockname()
        return f"http://{host}:{port}"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.package / 'shop.db'}"

    def upgrade(self) -> None:
        """Bring its database up to date, as a reader does before the first start."""
        ini = str(self.package / "alembic.ini")
        subprocess.run(
            [*(sys.executable, "-m", "alembic", "-c", ini), "upgrade", "head"],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def start(self) -> None:
        if os.name == "nt":
            pytest.skip("hands a socket to a new process, which Windows does not allow")
        application = f"chapters.{self.stem}.main:app"
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "uvicorn", application),
                    *("--fd", str(self._socket.fileno())),
                    *("--workers", str(self.workers)),
                ],
                cwd=self.folder,
                pass_fds=[self._socket.fileno()],
                stdout=log,
                stderr=log,
            )

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None

    def wait_for_the_end(self) -> int:
        """Wait until a server that cannot start has ended; return its exit code."""
        assert self._process is not None
        code = self._process.wait(timeout=30)
        self._process = None
        return code

    def restart(self) -> None:
        self.stop()
        self.start()

    def close(self) -> None:
        self.stop()
        self._socket.close()

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def client(self) -> httpx2.Client:
        """Make the client of a test that knows neither passwords nor rights."""
        client = httpx2.Client(base_url=self.url, timeout=30)
        if number_of(self.stem) >= FIRST_WITH_PASSWORDS:
            needs_admin = number_of(self.stem) >= FIRST_WITH_PERMISSIONS
            client.auth = EarlyCaller(self.make_admin() if needs_admin else None)
        return client

    def make_admin(self, name: str = "promise") -> str:
        """Make the first admin from the command line; return a token of theirs."""
        self._wait()  # so that it makes its tables before the command does
        subprocess.run(
            [
                *(sys.executable, "-m", f"chapters.{self.stem}.create_admin"),
                *(name, f"{name}@example.com"),
            ],
            cwd=self.folder,
            input=PASSWORD,
            text=True,
            check=True,
            capture_output=True,
        )
        credentials = {"username": name, "password": PASSWORD}
        answer = httpx2.post(f"{self.url}/token", data=credentials, timeout=30)
        token: str = answer.json()["access_token"]
        return token

    def _wait(self) -> None:
        httpx2.get(f"{self.url}/openapi.json", timeout=30)


@contextmanager
def running_server(stem: str, folder: Path, workers: int = 1) -> Iterator[Server]:
    """Serve a copy of the chapter `stem` below `folder` until the block ends."""
    server = Server(stem, folder, workers)
    server.start()
    try:
        yield server
    finally:
        server.close()
