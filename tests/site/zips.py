"""The zips that the pages of chapters offer, taken out of the built HTML and tried."""

import io
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote_to_bytes

import httpx2

LINK = re.compile(r'download="(shop-.*?)" href="data:application/zip,(.*?)"')
SHELL = re.compile(r"```bash\n(.*?)```", re.DOTALL)
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
SECONDS = 120  # for each command; a busy machine is slow


def take_zip(html: str) -> tuple[str, bytes]:
    """Return the name and the content of the zip that a page offers."""
    [(name, content)] = LINK.findall(html)
    return name, unquote_to_bytes(content)


def unpack(content: bytes, folder: Path) -> Path:
    """Unpack the zip into the folder, and return the one folder that it made there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    [top] = folder.iterdir()
    return top


def commands(folder: Path) -> list[str]:
    """Return the commands of README.md for Linux and macOS."""
    block = SHELL.search((folder / "README.md").read_text(encoding="utf-8"))
    assert block
    return block[1].splitlines()


def is_listening(port: int) -> bool:
    """Say whether a program takes connections; a client of HTTP costs far more."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Reader:
    """Somebody with a Python, who has nothing of this course but what was unpacked."""

    def __init__(self, folder: Path) -> None:
        self.venv = folder / ".venv"
        subprocess.run([sys.executable, "-m", "venv", self.venv], check=True)
        strange = ("PYTHON", "PYTEST", "COV", "VIRTUAL_ENV", "SECRET_KEY", "ARGON2")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(strange)}
        kept["PIP_NO_COMPILE"] = "1"  # it would compile what nobody imports
        self.env = kept | {"PATH": f"{self.venv / 'bin'}{os.pathsep}{kept['PATH']}"}

    def run(self, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder until it ends."""
        return subprocess.run(
            shlex.split(command),
            cwd=folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def installed(self) -> dict[str, str]:
        """Return the packages of the environment, without pip's own."""
        done = self.run("python -m pip list --format=freeze", self.venv)
        found = dict(PIN.findall(done.stdout.lower().replace("_", "-")))
        return {k: v for k, v in found.items() if k not in ("pip", "setuptools")}

    def install(self, folder: Path) -> str:
        """Install and set up as README.md says; return what went wrong, or nothing."""
        done = (self._try(command, folder) for command in commands(folder)[2:-2])
        return next(filter(None, done), "")

    def test(self, folder: Path, *arguments: str) -> str:
        """Run the tests as README.md says; return what went wrong, or nothing."""
        return self._try(f"{commands(folder)[-1]} {shlex.join(arguments)}", folder)

    def serve(self, folder: Path, status: int = 200) -> str:
        """Start the application as README.md says, and ask it for its users.

        Returns what went wrong, or nothing; `status` is the answer that is right.
        """
        command = commands(folder)[-2]
        with self._serving(command, folder) as (port, process):
            url = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + SECONDS
            while process.poll() is None and time.monotonic() < deadline:
                if not is_listening(port):
                    time.sleep(0.05)
                    continue
                answer = httpx2.get(f"{url}/users", timeout=SECONDS)
                return "" if answer.status_code == status else f"{command}: {answer}"
        log = (folder.parent / "server.log").read_text(encoding="utf-8")
        return f"{command}: no answer\n{log}"

    def _try(self, command: str, folder: Path) -> str:
        done = self.run(command, folder)
        return f"{command}:\n{done.stdout}" if done.returncode else ""

    @contextmanager
    def _serving(
        self, command: str, folder: Path
    ) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
        """Run the command at a free port; it starts processes of its own."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with (folder.parent / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [*shlex.split(command), "--port", str(port)],
                cwd=folder,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield port, process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=SECONDS)
