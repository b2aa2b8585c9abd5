"""A chapter without a mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

CHAPTER = "chapters/ch04_crud.html"
MOST = 500  # stops on a page

# Where the keyboard is: in words, and whether that can be seen.
STOP = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const seen = here.matches(".md-option") ? here.nextElementSibling : here;
  const { width, height, bottom, top } = seen.getBoundingClientRect();
  const style = getComputedStyle(seen);
  here.dataset.reached = "";
  return {
    name: `${here.tagName} ${here.className} ${here.textContent.trim().slice(0, 40)}`,
    isVisible: width > 0 && height > 0 && bottom > 0 && top < innerHeight
      && seen.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
        || style.boxShadow !== "none"),
  };
}"""

# What a mouse can press or scroll, and the keyboard has not reached. For two buttons
# of the theme it has keys instead: Escape leaves the search, Home goes to the top.
MISSED = """() => {
  const scrolls = (part) => part.scrollWidth > part.clientWidth;
  const pressed = "a[href], button, summary, input, .course-table, pre > code";
  return [...document.querySelectorAll(pressed)]
    .filter((part) => !part.matches(".md-search__icon, .md-top"))
    .filter((part) => !part.matches("pre > code") || scrolls(part))
    .filter((part) => part.checkVisibility({ visibilityProperty: true }))
    .filter((part) => part.getBoundingClientRect().width > 0)
    .filter((part) => !("reached" in part.dataset))
    .filter(
      ({ type, name }) =>
        type !== "radio" ||
        !document.querySelector(`[type="radio"][name="${name}"][data-reached]`)
    )
    .map((part) => `${part.tagName} ${part.className} ${part.textContent.trim()}`);
}"""


@pytest.fixture
def chapter(page: Page, site: Path) -> Page:
    """A chapter on a small laptop; what the theme does on loading is done."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((site / CHAPTER).as_uri())
    page.locator("button.md-code__button").first.wait_for(state="attached")
    return page


def test_the_keyboard_reaches_everything_and_shows_where_it_is(chapter: Page) -> None:
    invisible = []

    for _ in range(MOST):
        chapter.keyboard.press("Tab")
        stop = chapter.evaluate(STOP)
        if stop is None:
            break
        if not stop["isVisible"]:
            invisible.append(stop["name"])

    assert invisible == []
    assert chapter.evaluate(MISSED) == []


def test_the_first_stop_leads_past_the_navigation(chapter: Page) -> None:
    chapter.keyboard.press("Tab")
    chapter.keyboard.press("Enter")
    chapter.keyboard.press("Tab")

    assert chapter.evaluate("document.activeElement.closest('article') !== null")


def test_a_diff_opens_with_enter_and_its_button_follows(chapter: Page) -> None:
    diff = chapter.locator(".course-whatsnew details").first
    diff.locator("summary").focus()

    chapter.keyboard.press("Enter")
    chapter.keyboard.press("Tab")

    assert diff.evaluate("diff => diff.open && diff.contains(document.activeElement)")


def test_a_slash_searches_and_arrows_and_enter_go_to_what_is_found(
    chapter: Page,
) -> None:
    chapter.keyboard.press("/")
    chapter.keyboard.type("pending rollback")
    chapter.locator(".md-search-result__link").first.wait_for()
    chapter.keyboard.press("ArrowDown")

    assert chapter.evaluate(STOP)["isVisible"]
    with chapter.expect_navigation():
        chapter.keyboard.press("Enter")
    assert "search" not in chapter.url


def test_escape_closes_the_search(chapter: Page) -> None:
    chapter.keyboard.press("/")
    output = chapter.locator(".md-search__output")
    output.wait_for()

    chapter.keyboard.press("Escape")

    output.wait_for(state="hidden")
