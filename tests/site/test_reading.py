"""What a reader has read, and where to go on, in a browser that was never used."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from course.manifest import load_chapters
from course.site.outline import read_outline

from .server import Server

FIRST, SECOND, *_ = load_chapters()
STEM = SECOND.stem
SECTIONS = [section.anchor for section in read_outline(SECOND)]
TITLES = [section.title for section in read_outline(SECOND)]
LAST = load_chapters()[-1]

# The page rests, and the browser has told it which headings are on the screen.
SEEN = """async () => {
  const frame = () => new Promise((done) => {
    const observer = new IntersectionObserver(() => done(observer.disconnect()));
    observer.observe(document.body);
  });
  for (let before = -1; before !== scrollY; ) {
    before = scrollY;
    await frame();
    await frame();
  }
}"""

AT_THE_END = "scrollY + innerHeight >= document.documentElement.scrollHeight - 1"

HOSTILE = [
    *("", "{", "null", "[]", '{"sections": 1}', '{"sections": [{}], "stop": 1}'),
    '{"sections": ["<img src=x>"], "stop": "a", "at": "2026-01-01T00:00:00Z"}',
]

# The browser refuses its storage to a frame without an origin of its own.
FRAME = '<iframe sandbox="allow-scripts" width="1200" height="800" src="{}"></iframe>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new browser profile, whose clock the test moves."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.clock.install()
        yield page


def test_opening_a_page_is_not_reading_it(page: Page, site: Path) -> None:
    for anchor in ("", "#dependency", "#recap"):
        open_chapter(page, site, anchor)
        wait(page)

    assert kept(page) == {}


def test_a_section_is_read_when_its_end_was_on_the_screen_for_a_second(
    page: Page, site: Path
) -> None:
    open_chapter(page, site)

    move_to_end_of(page, "start")
    wait(page)

    read = kept(page)[f"read:{STEM}"]
    assert read["sections"] == ["you-will", "what-is-new", "start"]
    assert read["stop"] == "start"


def test_what_passes_by_is_not_read(page: Page, site: Path) -> None:
    open_chapter(page, site)

    move_to_end_of(page, "engine")
    page.clock.run_for(900)
    move_to_end_of(page, "read")
    wait(page)

    assert kept(page)[f"read:{STEM}"]["sections"] == ["read"]


def test_a_jump_to_a_section_does_not_read_the_one_before(
    page: Page, site: Path
) -> None:
    open_chapter(page, site)

    page.locator('.md-sidebar--secondary a[href="#session"]').click()
    wait(page)

    read = kept(page)[f"read:{STEM}"]
    assert "create-all" not in read["sections"]
    assert read["stop"] == "session"


def test_page_down_reads_everything_to_the_end(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 2000})
    open_chapter(page, site)

    while not page.evaluate(AT_THE_END):
        page.keyboard.press("PageDown")
        wait(page)

    assert kept(page)[f"read:{STEM}"]["sections"] == SECTIONS


def test_the_home_page_shows_how_far_the_reader_is_and_leads_on(
    page: Page, site: Path, faults: list[str]
) -> None:
    open_chapter(page, site)
    move_to_end_of(page, "start")
    wait(page)

    for _ in range(2):
        page.goto((site / "index.html").as_uri())
        lines = page.locator(".course-read").all_inner_texts()
        assert lines == [f"3 of {len(SECTIONS)} sections"]
        assert link_to_go_on(page) == ("chapter 2, What a table is", "table")

    page.locator(".course-next").click()
    assert page.url.endswith(f"chapters/{STEM}.html#table")
    assert faults == []


def test_a_second_visit_adds_to_the_first(page: Page, site: Path) -> None:
    for anchor in ("read", "engine"):
        open_chapter(page, site)
        move_to_end_of(page, anchor)
        wait(page)

    assert kept(page)[f"read:{STEM}"]["sections"] == ["read", "engine"]


@pytest.mark.parametrize(
    ("sections", "stop", "goal"),
    [
        ([], SECTIONS[4], (SECOND, SECTIONS[4], TITLES[4])),
        (SECTIONS[:3], SECTIONS[1], (SECOND, SECTIONS[3], TITLES[3])),
        (SECTIONS[:3], SECTIONS[5], (SECOND, SECTIONS[5], TITLES[5])),
        (SECTIONS, SECTIONS[-1], (load_chapters()[2], "you-will", "You will")),
        (SECTIONS[:2], "renamed", (SECOND, SECTIONS[2], TITLES[2])),
    ],
    ids=["inside", "read here", "further on", "chapter done", "heading is gone"],
)
def test_the_link_leads_to_what_was_not_read(
    page: Page, site: Path, sections: list[str], stop: str, goal: tuple[Any, str, str]
) -> None:
    remember(page, site, STEM, sections, stop)

    page.reload()

    chapter, anchor, title = goal
    assert link_to_go_on(page) == (f"chapter {chapter.number}, {title}", anchor)


def test_the_chapter_read_last_is_the_one_to_go_on_with(page: Page, site: Path) -> None:
    remember(page, site, STEM, [], "start", day=1)
    remember(page, site, FIRST.stem, [], "you-will", day=2)

    page.reload()

    assert link_to_go_on(page)[0].startswith("chapter 1, ")


def test_after_the_last_section_there_is_nothing_to_go_on_with(
    page: Page, site: Path
) -> None:
    sections = [section.anchor for section in read_outline(LAST)]
    remember(page, site, LAST.stem, sections, sections[-1])

    page.reload()

    assert page.locator(".course-resume").is_hidden()
    done = f"{len(sections)} of {len(sections)} sections"
    assert page.locator(".course-read").inner_text() == done


def test_a_heading_that_is_gone_does_not_count(page: Page, site: Path) -> None:
    remember(page, site, STEM, [SECTIONS[0], "gone"], "gone")

    page.reload()

    line = page.locator(".course-read").inner_text()
    assert line == f"1 of {len(SECTIONS)} sections"


def test_what_others_wrote_into_the_storage_counts_as_nothing(
    page: Page, site: Path, faults: list[str]
) -> None:
    page.goto((site / "index.html").as_uri())

    for value in HOSTILE:
        store = "([key, value]) => localStorage.setItem(key, value)"
        page.evaluate(store, [f"course:v1:read:{STEM}", value])
        page.reload()
        assert page.locator(".course-read, .course-resume:visible").count() == 0

    assert faults == []


@pytest.mark.parametrize("name", ["index.html", f"chapters/{STEM}.html"])
def test_pages_work_where_the_storage_is_blocked(
    page: Page, server: Server, name: str
) -> None:
    page.set_content(FRAME.format(f"{server.url}/{name}"), wait_until="load")
    frame = page.frames[1]

    frame.locator("h2").nth(2).scroll_into_view_if_needed()
    wait(page)

    assert frame.evaluate("courseStorage.works()") is False
    value = '{"correct": true, "attempts": 1, "at": "2026-01-01T00:00:00Z"}'
    assert frame.evaluate(f"courseStorage.set('quiz:a:1', {value})") is False
    assert frame.evaluate("courseStorage.entries()") == []
    assert frame.locator(".course-read").count() == 0


def test_all_files_on_disk_share_one_storage_in_chromium(
    page: Page, site: Path, tmp_path: Path
) -> None:
    remember(page, site, STEM, [], "start")
    other = tmp_path / "other.html"
    script = (site / "assets/storage.js").as_uri()
    other.write_text(f'<script src="{script}"></script>', encoding="utf-8")

    page.goto(other.as_uri())

    assert list(kept(page)) == [f"read:{STEM}"]


def open_chapter(page: Page, site: Path, anchor: str = "") -> None:
    """Open the second chapter, and wait until the page listens to its page."""
    page.goto("about:blank")
    page.goto((site / f"chapters/{STEM}.html").as_uri() + anchor)
    wait(page)


def move_to_end_of(page: Page, anchor: str) -> None:
    """Scroll until the section's end is at the lower edge of the screen."""
    following = SECTIONS[SECTIONS.index(anchor) + 1]
    page.evaluate(f"document.getElementById('{following}').scrollIntoView(false)")


def wait(page: Page) -> None:
    """Let the browser look at the page, and then more than a second pass."""
    page.evaluate(SEEN)
    page.clock.run_for(1100)


def kept(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("courseStorage.entries()"))


def remember(
    page: Page, site: Path, stem: str, sections: list[str], stop: str, day: int = 1
) -> None:
    """Keep what was read of a chapter, and leave the home page open."""
    page.goto((site / "index.html").as_uri())
    at = f"2026-01-{day:02}T10:00:00.000Z"
    value = json.dumps({"sections": sections, "stop": stop, "at": at})
    assert page.evaluate(f"courseStorage.set('read:{stem}', {value})")


def link_to_go_on(page: Page) -> tuple[str, str]:
    """Return the words of the link, and the anchor that it leads to."""
    link = page.locator(".course-next")
    link.wait_for()
    return link.inner_text(), (link.get_attribute("href") or "").partition("#")[2]
