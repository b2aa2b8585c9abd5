"""A program in a terminal of its own, as a person meets it."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

# The terminal has to be the process's own: there getpass reads, and Ctrl+C arrives.
# Whoever runs the tests in the background may have told them to ignore Ctrl+C.
OWN_TERMINAL = """
import fcntl, os, signal, sys, termios
os.setsid()
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
SECONDS = 60


class Terminal:
    """What the program has shown, and a keyboard."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self.process = process
        self._screen = screen
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Read until the program has shown `text` (again)."""
        start = len(self.shown)
        end = monotonic() + SECONDS
        while text not in self.shown[start:]:
            assert self._read(end), f"no {text!r} in {self.shown!r}"

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def finish(self) -> int:
        """Read to the end, and return the exit code."""
        end = monotonic() + SECONDS
        while self._read(end):
            pass
        return self.process.wait(SECONDS)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._screen], [], [], max(0, end - monotonic()))
        try:
            data = os.read(self._screen, 1024) if ready else b""
        except OSError:  # Linux's way to say that the program has ended
            data = b""
        self.shown += data.decode().replace("\r\n", "\n")
        return bool(data)


@contextmanager
def terminal(
    words: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator[Terminal]:
    """Start Python with these arguments in a terminal of its own."""
    screen, keyboard = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", OWN_TERMINAL, *words],
        cwd=folder,
        env=environment,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
    ) as process:
        os.close(keyboard)
        yield Terminal(process, screen)
        process.kill()
    os.close(screen)
