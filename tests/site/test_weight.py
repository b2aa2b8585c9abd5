"""What a reader's browser fetches for a page that it has never seen.

Sizes are those of gzip at level 6, the usual choice of servers.
"""

import gzip
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from course.manifest import load_chapters

BYTES = 250_000
REQUESTS = 14  # 11 are made
PAGES = (
    *(f"chapters/{chapter.stem}.html" for chapter in load_chapters()),
    f"changes/{load_chapters()[-1].stem}.html",  # the one that has most
)
INDEX = "/search/search_index.json"


class Server(ThreadingHTTPServer):
    """Serves a folder and keeps in `asked` what it was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def log_request(self, *_: object) -> None:
        self.server.asked.append(self.path)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    """The site over HTTP."""
    with Server(site) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("address", PAGES)
def test_the_first_load_of_a_page_is_light(
    browser: Browser, server: Server, site: Path, address: str
) -> None:
    server.asked.clear()

    with browser.new_context() as context:  # with a cache of its own, still empty
        page = context.new_page()
        page.goto(f"{server.url}/{address}", wait_until="networkidle")

    sizes = {path: _compressed(site, path) for path in server.asked}
    largest = sorted(sizes.items(), key=lambda item: -item[1])[:5]
    assert sum(sizes.values()) < BYTES, f"The largest are {largest}."
    assert len(server.asked) <= REQUESTS, f"They are {server.asked}."


def test_the_index_of_the_search_waits_for_a_search(
    browser: Browser, server: Server
) -> None:
    server.asked.clear()

    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.url}/index.html", wait_until="networkidle")
        before = list(server.asked)
        page.locator(".md-search__input").focus()
        page.keyboard.type("rollback")
        page.locator(".md-search-result__link").first.wait_for()

    assert INDEX not in before
    assert server.asked.count(INDEX) == 1


def _compressed(site: Path, path: str) -> int:
    """Return the size of what the path asks for, as it would be sent."""
    file = site / path.partition("?")[0].lstrip("/")
    return len(gzip.compress(file.read_bytes(), 6))
