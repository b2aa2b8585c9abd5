"""The built site: what its files ask for, and what its search index holds."""

import json
import re
from pathlib import Path

from course.manifest import load_chapters

ASKED = re.compile(
    r"""<(?:script|img|iframe|source|link)\b[^>]*?(?:src|href)=["']?([^"' >]+)"""
)


def test_no_page_asks_for_anything_off_the_site(site: Path) -> None:
    asked = {
        (page.name, url)
        for page in site.rglob("*.html")
        for url in ASKED.findall(page.read_text(encoding="utf-8"))
    }

    assert len(asked) > 20
    assert {url for _, url in asked if re.match(r"(\w+:)?//", url)} == set()


def test_what_a_page_asks_for_is_there(site: Path) -> None:
    missing = {
        (page.name, url)
        for page in site.rglob("*.html")
        if page.name != "404.html"
        for url in ASKED.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / url).exists()
    }

    assert missing == set()


def test_every_chapter_has_a_page_with_the_next_one(site: Path) -> None:
    chapters = load_chapters()

    for chapter, following in zip(chapters, chapters[1:], strict=False):
        page = (site / f"chapters/{chapter.stem}.html").read_text(encoding="utf-8")
        assert f'<link rel="next" href="{following.stem}.html">' in page


def test_the_search_covers_every_page_but_those_of_changes(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))

    pages = {entry["location"].partition("#")[0] for entry in index["docs"]}
    built = {page.relative_to(site).as_posix() for page in site.rglob("*.html")}
    changes = {f"changes/{chapter.stem}.html" for chapter in load_chapters()}
    assert pages == built - changes - {"404.html"}
