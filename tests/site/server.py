"""The built site over HTTP, for what a file on disk cannot show."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser


class Server(ThreadingHTTPServer):
    """Serves a folder and keeps in `asked` what it was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.folder = folder
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def log_request(self, *_: object) -> None:
        self.server.asked.append(self.path)


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Serve the folder at a free port of this machine."""
    with Server(folder) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def load_first(browser: Browser, server: Server, name: str) -> dict[str, int]:
    """Load a page with an empty cache; return the bytes of each request that it makes.

    Sizes are those of gzip at level 6, the usual choice of servers.
    """
    server.asked.clear()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.url}/{name}", wait_until="networkidle")
    return {path: _compressed(server.folder, path) for path in server.asked}


def _compressed(site: Path, path: str) -> int:
    """Return the size of what the path asks for, as it would be sent."""
    file = site / path.partition("?")[0].lstrip("/")
    return len(gzip.compress(file.read_bytes(), 6))
