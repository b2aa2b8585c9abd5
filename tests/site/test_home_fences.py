"""The fences `chapters` and `map`: what they say of a course of three chapters."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from course.manifest import load_chapters
from course.site.errors import FenceError
from course.site.outline import read_outline

from .conftest import Render, write
from .pages import read_page

MAP = "```map\n```"
CHAPTERS = "```chapters\n```"

LATER = """
[[chapters]]
stem = "ch04_without"
title = "Without"
part = "II. B"
idea = "A."
databases = ["sqlite"]
added = []
changed = []
removed = []

[[chapters]]
stem = "ch05_again"
title = "Again"
part = "II. B"
idea = "A."
databases = ["sqlite"]
added = ["notes.txt"]
changed = []
removed = []
"""

PAGE = """# A list

## You will

## The `main.py` of *ours*

```python
## no heading
```

## Sections {#own}

## You will
"""


class TableReader(HTMLParser):
    """Collects the texts of a table's cells in `rows`, and the ids of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.ids: set[str] = set()
        self.goals: set[str] = set()
        self.items: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids.add(values.get("id") or "")
        if (values.get("href") or "").startswith("#"):
            self.goals.add((values["href"] or "")[1:])
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "li":
            self.items.append(values)

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip("\n"):
            self.rows[-1][-1] += data


@pytest.fixture
def pages(repository: Path) -> Path:
    """The repository with a page for each chapter."""
    for chapter in load_chapters(repository):
        write(repository / f"docs/chapters/{chapter.stem}.md", PAGE)
    return repository


def read(html: str) -> TableReader:
    reader = TableReader()
    reader.feed(html)
    return reader


def test_the_map_says_what_each_chapter_does_to_each_file(render: Render) -> None:
    table = read(render(MAP).partition("</table>")[0])

    assert table.rows == [
        ["", "I"],
        ["A list Chapter 1", "A table Chapter 2", "More Chapter 3"],
        ["main.py", "new", "changed", "same"],
        ["models.py", "", "new", "changed"],
        ["notes.txt", "", "new", "removed"],
        ["tests/", "new", "changed", "changed"],
    ]


def test_a_file_can_come_back(render: Render, repository: Path) -> None:
    manifest = repository / "chapters/chapters.toml"
    write(manifest, manifest.read_text() + LATER)

    table = read(render(MAP).partition("</table>")[0])

    assert table.rows[0] == ["", "I", "II. B"]
    assert table.rows[4] == ["notes.txt", "", "new", "removed", "", "new"]


def test_every_choice_of_the_map_has_its_panel(render: Render) -> None:
    map_ = read(render(MAP))

    assert len(map_.goals) == 3 + 4
    assert map_.goals <= map_.ids


def test_a_chapter_of_the_map_says_its_idea_and_its_files(render: Render) -> None:
    panel = render(MAP).partition('id="map-ch03"')[2].partition("</div>")[0]

    assert '<a href="chapters/ch03_more.html">More</a>' in panel
    assert "<p>More.</p>" in panel
    files = [part.partition("</code>")[0] for part in panel.split("<code>")[1:]]
    assert files == ["models.py", "tests/", "main.py", "notes.txt"]


def test_what_the_manifest_says_is_text(render: Render, repository: Path) -> None:
    manifest = repository / "chapters/chapters.toml"
    write(manifest, manifest.read_text().replace('"More."', "'<b onclick=\"x\">'"))

    assert "<b" not in render(MAP)


def test_the_chapters_are_listed_with_their_sections(
    render: Render, pages: Path
) -> None:
    html = render(CHAPTERS)

    assert "<h2>Part I</h2>" in html
    assert '<a href="chapters/ch02_table.html">A table</a>: A table.</li>' in html
    items = read(html).items
    assert [item["data-stem"] for item in items] == [
        chapter.stem for chapter in load_chapters(pages)
    ]
    assert json.loads(items[0]["data-sections"] or "") == [
        ["you-will", "You will"],
        ["the-mainpy-of-ours", "The main.py of ours"],
        ["own", "Sections"],
        ["you-will_1", "You will"],
    ]


def test_a_chapter_without_a_page_fails_the_list(render: Render) -> None:
    with pytest.raises(FenceError, match=r"no page 'docs/chapters/ch01_list.md'"):
        render(CHAPTERS)


@pytest.mark.parametrize("word", ["map", "chapters"])
def test_the_fences_of_the_home_page_take_no_arguments(
    render: Render, word: str
) -> None:
    with pytest.raises(FenceError, match=f"Expected: {word}"):
        render(f"```{word} ch01_list\n```")


def test_the_sections_are_those_of_the_built_pages(site: Path) -> None:
    for chapter in load_chapters():
        built = read_page(site / f"chapters/{chapter.stem}.html")
        headings = [(part.anchor, part.title) for part in built if part.level == 2]

        outline = [(part.anchor, part.title) for part in read_outline(chapter)]

        assert outline == headings
