"""A chapter on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

CHAPTER = "chapters/ch04_crud.html"

CUT_OFF = """[...document.querySelectorAll("pre > code, .course-table, .course-line")]
  .filter((block) => block.scrollWidth > block.clientWidth + 1)
  .map((block) => block.textContent)"""


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def printed(
    request: pytest.FixtureRequest, browser: Browser, site: Path
) -> Iterator[Page]:
    """A chapter as it is printed by somebody whose screen is dark."""
    page = browser.new_page(
        color_scheme="dark",
        java_script_enabled=request.param,
        viewport={"width": 700, "height": 1000},
    )
    page.set_default_timeout(5_000)
    page.goto((site / CHAPTER).as_uri())
    page.emulate_media(media="print")
    yield page
    page.context.close()


def test_what_is_folded_is_printed(printed: Page) -> None:
    folded = printed.locator("details pre")

    assert folded.count() > 8
    for block in folded.all():
        block.wait_for()


def test_no_line_is_cut_off(printed: Page) -> None:
    assert printed.evaluate(CUT_OFF) == []


def test_paper_is_white(printed: Page) -> None:
    body = printed.locator('body[data-md-color-scheme="default"]')

    body.wait_for()

    colour = body.evaluate("body => getComputedStyle(body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"


def test_what_only_a_screen_can_use_is_not_printed(printed: Page) -> None:
    assert printed.locator(".md-header, .md-code__nav >> visible=true").count() == 0
