"""The fence `changes`: what changed up to a chapter since each earlier one."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from course.site.errors import FenceError

from .conftest import MAIN_1, MAIN_2, MODELS_3, Render, write
from .html import read_blocks

FOLD = re.compile(
    r'<details data-since="(.*?)"><summary><code>(.*?)</code> <span>(.*?)</span>'
)
LINE = re.compile(r'<p id="since-(ch\d\d)" data-since="\1">(.*?)</p>')

CHANGED = "changed, 6 lines added, 4 lines removed"
GREW = "changed, 1 line added, 0 lines removed"

PAGE = "changes/ch05_testing.html"


def test_each_earlier_chapter_has_a_line_with_an_anchor(render: Render) -> None:
    html = render("```changes ch03_more\n```")

    assert LINE.findall(html) == [
        ("ch01", "Since chapter 1, <em>A list</em>: 1 added, 1 changed."),
        ("ch02", "Since chapter 2, <em>A table</em>: 1 changed, 1 removed."),
    ]


def test_each_file_says_since_when_it_changed(render: Render) -> None:
    html = render("```changes ch03_more\n```")

    assert FOLD.findall(html) == [
        ("ch01", "models.py", "new, since chapter 1"),
        ("ch01", "main.py", "changed, 6 lines added, 4 lines removed, since chapter 1"),
        (
            "ch02",
            "models.py",
            "changed, 1 line added, 0 lines removed, since chapter 2",
        ),
        ("ch02", "notes.txt", "removed, since chapter 2"),
    ]


def test_the_files_are_shown_as_in_what_is_new(render: Render) -> None:
    models, main, _, notes = read_blocks(render("```changes ch03_more\n```"))

    assert models.code == MODELS_3
    assert models.data["file"] == "chapters/ch03_more/models.py"
    assert '    return ["a < b & c"]\n' in main.added
    assert main.data["change"] == "changed"
    assert notes.removed == ["one\n", "two\n"]


def test_the_new_file_is_not_there_once_more_for_a_copy_button(render: Render) -> None:
    _, main, *_ = read_blocks(render("```changes ch03_more\n```"))

    assert "copy" not in main.data
    assert "no-copy" in main.css


def test_what_several_chapters_had_in_common_is_shown_once(
    render: Render, repository: Path
) -> None:
    write(repository / "chapters/ch02_table/main.py", MAIN_1)

    html = render("```changes ch03_more\n```")

    assert [fold for fold in FOLD.findall(html) if fold[1] == "main.py"] == [
        ("ch01 ch02", "main.py", f"{CHANGED}, since chapters 1 to 2")
    ]
    assert html.count('data-file="chapters/ch03_more/main.py"') == 1


def test_a_file_that_came_back_is_unchanged_since_then(
    render: Render, repository: Path
) -> None:
    write(repository / "chapters/ch03_more/main.py", MAIN_1)

    html = render("```changes ch03_more\n```")

    [main] = (fold for fold in FOLD.findall(html) if fold[1] == "main.py")
    assert main[0] == "ch02"


def test_chapters_that_do_not_follow_each_other_are_numbered_apart(
    render: Render, repository: Path
) -> None:
    manifest = repository / "chapters/chapters.toml"
    entry = manifest.read_text().rpartition("[[chapters]]")[2]
    for stem, text in (("ch04_a", MAIN_2), ("ch05_b", MAIN_1), ("ch06_c", MAIN_2)):
        write(repository / f"chapters/{stem}/main.py", text)
        with manifest.open("a") as file:
            file.write(f"[[chapters]]{entry}".replace("ch03_more", stem))

    html = render("```changes ch06_c\n```")

    [main] = (fold for fold in FOLD.findall(html) if fold[1] == "main.py")
    assert main[0] == "ch01 ch05"
    assert main[2].endswith("since chapters 1, 5")


def test_the_first_chapter_has_no_changes(render: Render) -> None:
    with pytest.raises(FenceError, match="Nothing is before the first chapter"):
        render("```changes ch01_list\n```")


def test_the_changes_are_kept_out_of_the_search(render: Render) -> None:
    assert "data-search-exclude>\n<style>" in render("```changes ch02_table\n```")


def test_without_a_chapter_it_lists_the_pages(render: Render) -> None:
    html = render("```changes\n```")

    assert re.findall(r'<a href="(.*?)">(.*?)</a>', html) == [
        ("ch02_table.md", "Chapter 2, A table"),
        ("ch02_table.md#since-ch01", "1"),
        ("ch03_more.md", "Chapter 3, More"),
        ("ch03_more.md#since-ch01", "1"),
        ("ch03_more.md#since-ch02", "2"),
    ]


def test_a_link_shows_the_changes_since_one_chapter(
    page: Page, faults: list[str], site: Path
) -> None:
    page.goto((site / "chapters/ch05_testing.html").as_uri())
    page.get_by_text("See what changed since").get_by_text("3").click()
    page.locator("#since-ch03").wait_for()

    assert page.url.endswith(f"{PAGE}#since-ch03")
    assert seen(page) == expected(site, "ch03")
    assert faults == []


def test_another_chapter_is_chosen_on_the_page(
    page: Page, faults: list[str], site: Path
) -> None:
    page.goto(f"{(site / PAGE).as_uri()}#since-ch03")
    page.get_by_role("link", name="chapter 1", exact=True).click()
    page.locator("#since-ch01").wait_for()

    assert seen(page) == expected(site, "ch01")

    page.get_by_role("link", name="any of them").click()
    page.locator("#since-ch04").wait_for()

    assert len(seen(page)) == len(FOLD.findall(read(site)))
    assert faults == []


def seen(page: Page) -> list[str]:
    """Return the names of the files whose folds can be seen."""
    return (
        page.locator("article details >> visible=true")
        .locator("summary > code")
        .all_text_contents()
    )


def expected(site: Path, then: str) -> list[str]:
    folds = FOLD.findall(read(site))
    return [name for since, name, _ in folds if then in since.split()]


def read(site: Path) -> str:
    return (site / PAGE).read_text(encoding="utf-8")
