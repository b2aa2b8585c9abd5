"""The map of a course of twenty chapters in seven parts, in a browser."""

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

from course.manifest import ROOT

from .axe import find_violations, install_axe
from .conftest import write

PARTS = ("I", "I", "I", "I", "I", "II", "II", "III", "III", "III", "IV", "IV") + (
    *("V", "V", "V", "VI", "VII", "VII", "VII", "VII"),
)
CHAPTER = """
[[chapters]]
stem = "ch{number:02}_topic"
title = "The title of chapter {number}"
part = "{part}. The title of the part"
idea = "What chapter {number} teaches, in one sentence of a usual length."
databases = ["sqlite"]
added = ["folder/module_{number}.py", "module_{number}.py"]
changed = {changed}
removed = []
"""
HOME = """---
hide: [navigation, toc]
---

# Home

## Map

```map
```

<link rel="stylesheet" href="assets/home.css">
<script src="assets/map.js" defer></script>
"""
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home page of a course of twenty chapters."""
    folder = tmp_path_factory.mktemp("twenty")
    chapters = [
        CHAPTER.format(
            number=number, part=part, changed=[f"module_{number - 1}.py"][: number - 1]
        )
        for number, part in enumerate(PARTS, start=1)
    ]
    write(folder / "chapters/chapters.toml", "".join(chapters))
    write(folder / "docs/index.md", HOME)
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder / "docs"))
    config.nav = None
    config.site_dir = str(folder / "site")
    config.mdx_configs["course.site"] = {"root": str(folder)}
    build(config)
    return folder / "site/index.html"


@pytest.fixture
def map_(page: Page, home: Path) -> Page:
    """The page, with nothing chosen, at the width of a small laptop."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("about:blank")
    page.goto(home.as_uri())
    return page


def test_the_page_does_not_scroll_sideways(map_: Page, faults: list[str]) -> None:
    axe = install_axe()
    map_.evaluate(axe)

    for width in (390, 768, 1280):
        map_.set_viewport_size({"width": width, "height": 900})
        assert map_.evaluate("document.documentElement.scrollWidth") == width
        assert list(find_violations(map_)) == []

    assert faults == []


def test_names_of_files_stay_when_a_phone_scrolls_to_the_last_chapter(
    map_: Page,
) -> None:
    map_.set_viewport_size({"width": 390, "height": 900})

    map_.locator('a.course-number[href="#map-ch20"]').scroll_into_view_if_needed()

    box = map_.get_by_role("rowheader", name="module_1.py", exact=True).bounding_box()
    assert box is not None
    assert 0 <= box["x"] < 30


def test_before_a_choice_the_first_chapter_is_shown(map_: Page) -> None:
    assert shown(map_) == ["map-ch01"]


def test_a_chapter_is_chosen_with_the_keyboard_and_escape_leads_back(
    map_: Page,
) -> None:
    number = map_.get_by_role("link", name="Chapter 3", exact=True)
    number.focus()

    map_.keyboard.press("Enter")

    assert shown(map_) == ["map-ch03"]
    assert map_.evaluate(FOCUSED) == "map-ch03"
    map_.keyboard.press("Tab")
    link = "document.activeElement.getAttribute('href')"
    assert map_.evaluate(link) == "chapters/ch03_topic.html"
    map_.keyboard.press("Escape")
    assert map_.evaluate(link) == "#map-ch03"
    assert number.get_attribute("aria-current") == "true"


def test_a_file_is_chosen_and_its_line_is_marked(map_: Page) -> None:
    map_.get_by_role("link", name="module_7.py", exact=True).click()

    panel = map_.locator("#map-module_7-py")
    assert shown(map_) == ["map-module_7-py"]
    assert panel.locator("dl").inner_text().split("\n") == [
        *("New in", "7. The title of chapter 7"),
        *("Changed in", "8. The title of chapter 8"),
    ]
    assert map_.locator(".course-chosen").count() == 21


def test_the_page_stays_where_it_is_when_something_is_chosen(map_: Page) -> None:
    map_.set_viewport_size({"width": 1280, "height": 1900})
    map_.evaluate("document.body.style.paddingBottom = '3000px'")
    map_.evaluate("scrollTo(0, 400)")

    map_.get_by_role("link", name="Chapter 9", exact=True).click()

    assert shown(map_) == ["map-ch09"]
    assert map_.evaluate("scrollY") == 400


def test_the_address_and_the_way_back_know_what_was_chosen(map_: Page) -> None:
    for name in ("Chapter 4", "Chapter 6"):
        map_.get_by_role("link", name=name, exact=True).first.click()

    map_.go_back()

    assert shown(map_) == ["map-ch04"]
    map_.reload()
    assert shown(map_) == ["map-ch04"]
    marked = map_.locator("thead .course-chosen .course-title")
    assert marked.inner_text() == "The title of chapter 4"


def test_the_map_works_without_scripts(browser: Browser, home: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(home.as_uri())
        page.get_by_role("link", name="Chapter 5", exact=True).click()

        states = page.get_by_role("row", name="module_5.py").first.inner_text()
        assert page.locator("#map-ch05").is_visible()
        assert states.split() == ["folder/module_5.py", "new", *(["same"] * 15)]


def shown(page: Page) -> list[str]:
    """Return the ids of the panels that can be seen."""
    panels = page.locator(".course-panel:visible")
    return list(panels.evaluate_all("panels => panels.map(panel => panel.id)"))
