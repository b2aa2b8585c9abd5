"""One mistake at a time in a small page: the robot notices each.

`make tamper` does the same with the pages of the course.
"""

import random
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from tests.tamper.changes import Change, all_changes, make

from .conftest import SmallSite

KINDS = (
    "code",
    "command",
    "error message",
    "file name",
    "file of the chapter",
    "import",
    "output",
    "step",
    "swapped lines",
    "what is new",
)
EACH = 2


def soup_of(site: SmallSite) -> BeautifulSoup:
    html = site.page("chapters/ch02_greet").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def chosen(site: SmallSite, kind: str) -> Iterator[Change]:
    rng = random.Random(kind)
    found = [c for c in all_changes(soup_of(site), rng) if c.kind == kind]
    yield from rng.sample(found, min(EACH, len(found)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_of_each_kind_is_noticed(small_site: SmallSite, kind: str) -> None:
    page = small_site.page("chapters/ch02_greet")
    true = page.read_text(encoding="utf-8")
    changes = list(chosen(small_site, kind))

    for change in changes:
        page.write_text(true, encoding="utf-8")
        soup = soup_of(small_site)
        make(soup, change)
        page.write_text(str(soup), encoding="utf-8")
        assert small_site.follow().difference, change

    assert changes


def test_a_page_that_is_only_written_anew_is_still_true(small_site: SmallSite) -> None:
    page = small_site.page("chapters/ch02_greet")
    page.write_text(str(soup_of(small_site)), encoding="utf-8")

    assert small_site.follow().difference == ""


def test_exercises_are_not_spoilt(small_site: SmallSite) -> None:
    page = small_site.page("chapters/ch02_greet")
    html = "<article><h2>Exercises</h2><span class='course-step'>Dance</span></article>"
    page.write_text(html, encoding="utf-8")

    assert all_changes(soup_of(small_site), random.Random(1)) == []
