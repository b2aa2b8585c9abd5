"""Servers for one run: they end with the process that started them, however it ends."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .kinds import Kind, ServerError
from .launch import prepare, wait_until_ready, write_recipe
from .server import Server

MEMORY = Path("/dev/shm")
# Waits for the end of its input, which comes when the process that started it ends,
# also by `kill -9`; then it ends the server and removes the data.
KEEPER = """
folder=$1; shift
"$@" </dev/null >>"$folder/log" 2>&1 &
server=$!
echo $server
read -r _
kill -QUIT $server 2>/dev/null
sleep 0.1
kill -KILL $server 2>/dev/null
wait $server 2>/dev/null
cd /
rm -rf "$folder"
"""


class ThrowawayServer:
    """A server with its data in a folder of its own; both are gone after `close`."""

    _keeper: subprocess.Popen[bytes] | None = None

    def __init__(self, kind: Kind) -> None:
        self.folder = new_folder(f"course-{kind.name}-")
        try:
            self.server = self._start(kind)
        except BaseException:
            self.close()
            raise

    def _start(self, kind: Kind) -> Server:
        recipe = write_recipe(kind, self.folder)
        if recipe is None:
            raise ServerError(f"There is no {kind.title} server on this machine.")
        prepare(kind, recipe)
        self._keeper = recipe.popen(
            ["sh", "-c", KEEPER, "keeper", str(self.folder), *recipe.serve],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._keeper.stdout
        pid = int(self._keeper.stdout.readline())
        return wait_until_ready(kind, recipe, pid)

    def close(self) -> None:
        """End the server and remove its data."""
        if self._keeper is not None:
            assert self._keeper.stdin
            assert self._keeper.stdout
            self._keeper.stdin.close()
            self._keeper.wait()
            self._keeper.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def new_folder(prefix: str) -> Path:
    """Make an empty folder that only we can read, in memory where that exists."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix=prefix, dir=place))


@contextmanager
def start_servers(kinds: Iterable[Kind]) -> Iterator[dict[str, Server]]:
    """Start a throw-away server of each kind, at the same time; end them afterwards.

    Yields them by name. Raises ServerError when one cannot be started.
    """
    kinds = list(kinds)
    started: list[ThrowawayServer] = []

    def start(kind: Kind) -> Server:
        throwaway = ThrowawayServer(kind)
        started.append(throwaway)
        return throwaway.server

    try:
        with ThreadPoolExecutor(max(len(kinds), 1)) as pool:
            servers = list(pool.map(start, kinds))
        yield {server.kind.name: server for server in servers}
    finally:
        for throwaway in started:
            throwaway.close()
