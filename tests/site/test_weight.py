"""What a reader's browser fetches for a page that it has never seen."""

import pytest
from playwright.sync_api import Browser

from course.manifest import load_chapters

from .server import Server, load_first

BYTES = 250_000
REQUESTS = 16  # 15 for a chapter with a quiz
PAGES = (
    *(f"chapters/{chapter.stem}.html" for chapter in load_chapters()),
    f"changes/{load_chapters()[-1].stem}.html",  # the one that has most
    "index.html",
)
INDEX = "/search/search_index.json"


@pytest.mark.parametrize("address", PAGES)
def test_the_first_load_of_a_page_is_light(
    browser: Browser, server: Server, address: str
) -> None:
    load = load_first(browser, server, address)

    largest = sorted(load.items(), key=lambda item: -item[1])[:5]
    assert sum(load.values()) < BYTES, f"The largest are {largest}."
    assert len(load) <= REQUESTS, f"They are {list(load)}."


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
