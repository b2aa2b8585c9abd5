"""Servers that stay until `course servers down`, or until the machine is restarted.

Each has a folder with its data and `server.json`:

    {"pid": 4711, "created": 1795268000.12, "source": "/usr/sbin/mariadbd",
     "url": "mysql+pymysql://...", "shop": "mysql+pymysql://..."}

`created` is when the process was started, in seconds since 1970 as psutil gives it, so
that another process with the same number is not taken for it. `url` is for the
administrator, `shop` for a learner's application: a user and a database of its own.
Both hold passwords, so nobody else can read the file.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import URL, make_url

from .kinds import Kind, ServerError
from .launch import (
    Recipe,
    has_binaries,
    is_alive,
    prepare,
    wait_until_ready,
    write_recipe,
)
from .server import Server
from .throwaway import MEMORY

FOLDER = "COURSE_SERVERS"
FILE = "server.json"
STOP_SECONDS = 15
# The data go with the server, so it need not tidy them; PostgreSQL has to end its own
# processes, and SIGTERM would let it wait until all clients have gone.
STOP = {"mysql": "SIGKILL", "postgresql": "SIGQUIT"}
DETACH = 'log=$1; shift; "$@" >>"$log" 2>&1 & echo $!'

# The application owns its database, and can do nothing elsewhere.
SHOP = {
    "mysql": (
        "CREATE DATABASE shop CHARACTER SET utf8mb4",
        "CREATE USER shop@'%%' IDENTIFIED BY '{password}'",
        "GRANT ALL ON shop.* TO shop@'%%'",
    ),
    "postgresql": (
        "CREATE USER shop PASSWORD '{password}'",
        "CREATE DATABASE shop OWNER shop",
    ),
}


@dataclass(frozen=True)
class KeptServer:
    """A server that `up` has started, and the URL of its database for a learner."""

    server: Server
    shop: URL
    created: float

    def process(self) -> psutil.Process | None:
        """Return the server's process, or None when it has ended."""
        pid = self.server.pid
        if pid is None or not is_alive(pid):
            return None
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if process.create_time() == self.created:
                return process
        return None


def keep_server(kind: Kind) -> KeptServer:
    """Start a server that stays, or return the one that does already.

    Raises ServerError where this machine has no binaries, or they do not work.
    """
    with _lock(kind):
        kept = find_kept(kind)
        if kept is not None:
            return kept
        folder = _folder(kind)
        shutil.rmtree(folder, ignore_errors=True)  # of a server that has crashed
        folder.mkdir(mode=0o700)
        try:
            return _start(kind, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def find_kept(kind: Kind) -> KeptServer | None:
    """Return the server that stays, or None where none does or it has crashed."""
    kept = _read(kind)
    return kept if kept and kept.process() else None


def stop_kept(kind: Kind) -> bool:
    """End the server that stays, and remove its data; say whether it still ran."""
    with _lock(kind):
        kept = _read(kind)
        process = kept.process() if kept else None
        if process is not None:
            _end(kind, process)
        shutil.rmtree(_folder(kind), ignore_errors=True)
        return process is not None


def _end(kind: Kind, process: psutil.Process) -> None:
    process.send_signal(getattr(signal, STOP[kind.name]))
    if not _wait(process):
        process.kill()
        _wait(process)


def _wait(process: psutil.Process) -> bool:
    """Wait for the end of a process that may not be our child; say whether it came."""
    deadline = time.monotonic() + STOP_SECONDS
    while is_alive(process.pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _start(kind: Kind, folder: Path) -> KeptServer:
    recipe = write_recipe(kind, folder) if has_binaries(kind) else None
    if recipe is None:
        raise ServerError(
            f"This machine has no {kind.title} server; try: {kind.missing}"
        )
    prepare(kind, recipe)
    pid = _detach(recipe)
    try:
        server = wait_until_ready(kind, recipe, pid)
        shop = _make_shop(server)
        kept = KeptServer(server, shop, psutil.Process(pid).create_time())
        _write(kept, folder / FILE)
    except BaseException:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        raise
    return kept


def _detach(recipe: Recipe) -> int:
    """Start the server so that it is nobody's child; return its process id."""
    with recipe.popen(
        ["sh", "-c", DETACH, "detach", str(recipe.log), *recipe.serve],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    ) as shell:
        assert shell.stdout
        return int(shell.stdout.readline())


def _make_shop(server: Server) -> URL:
    password = secrets.token_urlsafe(12)
    with server.connect() as connection:
        for statement in SHOP[server.kind.name]:
            connection.exec_driver_sql(statement.format(password=password))
    return server.url.set(username="shop", password=password, database="shop")


def _write(kept: KeptServer, file: Path) -> None:
    text = json.dumps(
        {
            "pid": kept.server.pid,
            "created": kept.created,
            "source": kept.server.source,
            "url": kept.server.url.render_as_string(hide_password=False),
            "shop": kept.shop.render_as_string(hide_password=False),
        }
    )
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def _read(kind: Kind) -> KeptServer | None:
    """Return what the file says, or None where it is missing or broken."""
    try:
        said = json.loads((_folder(kind) / FILE).read_text(encoding="utf-8"))
        server = Server(
            kind=kind,
            source=said["source"],
            url=make_url(said["url"]),
            pid=int(said["pid"]),
        )
        return KeptServer(server, make_url(said["shop"]), float(said["created"]))
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None


def _folder(kind: Kind) -> Path:
    return _home() / kind.name


def _home() -> Path:
    """Return the folder of all servers that stay; nobody else can have made it.

    It is what COURSE_SERVERS says, and otherwise in memory, where that exists.
    """
    if said := os.environ.get(FOLDER):
        home = Path(said)
    else:
        place = MEMORY if os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
        home = place / f"course-servers-{_user()}"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if home.stat().st_uid != _user():
        raise ServerError(f"{home} belongs to another user; set {FOLDER} to a folder.")
    return home


def _user() -> int:
    """Return the number of our account; Windows has none and says 0."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


@contextmanager
def _lock(kind: Kind) -> Iterator[None]:
    """Let one command at a time start or stop this server."""
    import fcntl  # here, because Windows has none

    with (_home() / f"{kind.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
