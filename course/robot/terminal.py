"""A terminal of the robot: it types commands, starts servers and stops them."""

import os
import re
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

STARTED = "Application startup complete."
RELOADING = "Reloading..."
ADDRESS = "127.0.0.1:8000"
PORT = 8000
WORKERS = re.compile(r"--workers (\d+)")
SERVER = re.compile(r"(?m)^((?:python -m )?(?:fastapi (?:dev|run)|uvicorn)\b)(.*)$")
LIMIT = 240
STOPS_WITHIN = 10
# A command may take this many seconds when the server is known to be broken.
PATIENCE = 3
# After each command the folder and the environment are kept for the next one.
STATE = ("folder", "names")
KEEP = "code=$?; pwd > {folder}; export -p > {names}; exit $code"


class TimeLimitError(Exception):
    """A command that did not end and is no server."""


class EndedError(Exception):
    """The robot was ended, by Ctrl+C for example, before it had read all."""


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code; None for a server that runs."""

    command: str
    output: str
    code: int | None


@dataclass
class Server:
    """A server that runs: its command, its process and what it has printed."""

    command: str
    process: subprocess.Popen[bytes]
    log: Path
    seen: int = 0

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def reloads(self) -> bool:
        return " dev " in self.command or "--reload" in self.command

    def has_started(self) -> bool:
        """Say whether the server, or each of its workers, is ready."""
        found = WORKERS.search(self.command)
        return self.printed().count(STARTED) >= (int(found[1]) if found else 1)

    def is_broken(self) -> bool:
        """Say whether what was saved last could not be loaded."""
        after = self.printed().rpartition(RELOADING)[2]
        return STARTED not in after and "Error" in after

    def wait_for_reload(self, since: int) -> None:
        """Wait until the change that was just saved is served, or has failed.

        `since` is the length of the log at the moment of saving.
        """
        deadline = time.monotonic() + LIMIT / 4
        while time.monotonic() < deadline:
            _, reloading, after = self.printed()[since:].rpartition(RELOADING)
            if reloading and (STARTED in after or self.is_broken()):
                time.sleep(0.05)  # until a traceback is whole
                return
            time.sleep(0.02)
        raise TimeLimitError(f"The server has not noticed a change: {self.command}")

    def stop(self) -> None:
        """Press Ctrl+C; after a while, end it by force."""
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Terminal:
    """Terminals in one folder: what `cd` and `export` did stays for later commands.

    `port` takes the place of 8000, as the pages advise when that port is taken.
    Once `ended` is set, no command is waited for any longer.
    """

    folder: Path
    state: Path
    env: dict[str, str]
    port: int = field(default_factory=lambda: free_port())
    servers: list[Server] = field(default_factory=list)
    count: int = 0
    ended: Event = field(default_factory=Event)

    def run(self, command: str) -> Done:
        """Type a command; a server is left running once it has started.

        Raises TimeLimitError when it neither ends nor starts a server within `LIMIT`,
        EndedError when the robot is ended meanwhile.
        """
        self.count += 1
        log = self.state / f"{self.count}.log"
        typed = Server(command, self._start(self._with_port(command), log), log)
        if SERVER.search(command):
            self._wait(typed, typed.has_started)
        else:
            self._wait(typed, lambda: False)
        if typed.process.poll() is None:
            self.servers.append(typed)
            return Done(command, typed.printed(), None)
        return Done(command, self._shown(typed.printed()), typed.process.returncode)

    def _wait(self, typed: Server, is_enough: Callable[[], bool]) -> None:
        """Wait until a program ends or it `is_enough`; end it when that takes long.

        A server that cannot load what was saved leaves its clients waiting.
        """
        start = time.monotonic()
        while typed.process.poll() is None and not is_enough():
            if self.ended.is_set():
                typed.stop()
                raise EndedError
            waited = time.monotonic() - start
            broken = [s for s in self.servers if waited > PATIENCE and s.is_broken()]
            if broken or waited > LIMIT:
                typed.stop()
                last = "".join(server.printed()[-800:] for server in broken)
                raise TimeLimitError(
                    f"$ {typed.command}\nIt did not end in {waited:.0f} s.\n{last}"
                )
            time.sleep(0.01)

    def stop(self) -> str:
        """Stop the server that was started last; return its command."""
        server = self.servers.pop()
        server.stop()
        return server.command

    def close(self) -> None:
        """Stop all servers."""
        while self.servers:
            self.stop()

    def news(self) -> str:
        """Return what the servers have printed since the last look."""
        news = ""
        for server in self.servers:
            text = server.printed()
            news += text[server.seen :]
            server.seen = len(text)
        return self._shown(news)

    def sql(self) -> str:
        """Return the SQL that the reader's programs have sent."""
        log = Path(self.env["ROBOT_SQL"])
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def remember(self) -> list[str | None]:
        """Return the folder and the environment of now, for `restore`."""
        files = [self.state / name for name in STATE]
        return [f.read_text(encoding="utf-8") if f.exists() else None for f in files]

    def restore(self, kept: list[str | None]) -> None:
        """Go back to a folder and an environment."""
        for name, text in zip(STATE, kept, strict=True):
            (self.state / name).unlink(missing_ok=True)
            if text is not None:
                (self.state / name).write_text(text, encoding="utf-8")

    def go_to(self, folder: Path) -> None:
        """Make `folder` the one that the next command is typed in."""
        (self.state / "folder").write_text(f"{folder}\n", encoding="utf-8")

    def _start(self, command: str, log: Path) -> subprocess.Popen[bytes]:
        folder, names = (self.state / name for name in STATE)
        here = folder.read_text(encoding="utf-8").strip() if folder.exists() else ""
        files = {f.name: shlex.quote(str(f)) for f in (folder, names)}
        script = f"[ ! -e {files['names']} ] || . {files['names']}\n"
        with log.open("wb") as output:
            return subprocess.Popen(
                ["bash", "-c", f"{script}{command}\n{KEEP.format(**files)}"],
                cwd=here or self.folder,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _with_port(self, command: str) -> str:
        command = command.replace(ADDRESS, f"127.0.0.1:{self.port}")
        return SERVER.sub(rf"\1 --port {self.port}\2", command)

    def _shown(self, output: str) -> str:
        """Return the output with the page's port and `…` for the reader's folder."""
        output = output.replace(f"127.0.0.1:{self.port}", ADDRESS)
        output = output.replace(f"('127.0.0.1', {self.port})", f"('127.0.0.1', {PORT})")
        return output.replace(str(self.folder), "…")


def free_port() -> int:
    """Return a port that no program listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
