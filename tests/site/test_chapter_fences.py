"""The fences `whatsnew` and `files`: a chapter's files, folded."""

import re
from pathlib import Path

import pytest

from course.site.errors import FenceError

from .conftest import MAIN_1, MAIN_2, MODELS_2, MODELS_3, Render, write
from .html import read_blocks


def test_whatsnew_lists_added_changed_and_removed_files(render: Render) -> None:
    html = render("```whatsnew ch02_table\n```\n\n```whatsnew ch03_more\n```")

    assert re.findall("<summary><code>(.*?)</code> <span>(.*?)</span>", html) == [
        ("models.py", "new"),
        ("notes.txt", "new"),
        ("main.py", "changed, 6 lines added, 4 lines removed"),
        ("models.py", "changed, 1 line added, 0 lines removed"),
        ("notes.txt", "removed"),
    ]


def test_an_added_file_is_shown_whole(render: Render) -> None:
    block, *_ = read_blocks(render("```whatsnew ch02_table\n```"))

    assert block.code == MODELS_2
    assert block.data == {
        "kind": "file",
        "change": "added",
        "file": "chapters/ch02_table/models.py",
    }


def test_a_changed_file_is_a_diff_that_copies_as_the_new_file(render: Render) -> None:
    *_, block = read_blocks(render("```whatsnew ch02_table\n```"))

    assert block.data == {
        "kind": "diff",
        "change": "changed",
        "file": "chapters/ch02_table/main.py",
        "copy": MAIN_2,
    }
    assert '    return ["a < b & c"]\n' in block.added
    assert "users: list[str] = []\n" in block.removed
    assert "app = FastAPI()\n" in block.code


def test_a_diff_holds_no_signs_and_keeps_the_colours_of_python(
    render: Render,
) -> None:
    html = render("```whatsnew ch03_more\n```")

    block, *_ = read_blocks(html)
    assert block.css.split() == ["highlight", "course-code", "course-diff"]
    assert block.added == ["    name: str\n"]
    assert not any(line.startswith(("+", "-")) for line in block.code.split("\n"))
    assert (
        '<ins class="course-line">    <span class="n">name</span>'
        '<span class="p">:</span> <span class="nb">str</span>\n</ins>'
    ) in html


def test_a_diff_leaves_out_what_is_far_from_a_change(
    render: Render, repository: Path
) -> None:
    old = "".join(f"x{number} = 1\n" for number in range(30))
    new = old.replace("x5 = 1", "x5 = 2").replace("x25 = 1", "x25 = 2")
    write(repository / "chapters/ch02_table/models.py", old)
    write(repository / "chapters/ch03_more/models.py", new)

    html = render("```whatsnew ch03_more\n```")

    block, *_ = read_blocks(html)
    assert html.count("course-skipped") == 1
    assert (block.added, block.removed) == (
        ["x5 = 2\n", "x25 = 2\n"],
        ["x5 = 1\n", "x25 = 1\n"],
    )
    assert "x8 = 1\n" in block.code
    assert "x9 = 1\n" not in block.code


def test_a_removed_file_has_no_copy_button(render: Render) -> None:
    *_, block = read_blocks(render("```whatsnew ch03_more\n```"))

    assert block.removed == ["one\n", "two\n"]
    assert block.data == {
        "kind": "diff",
        "change": "removed",
        "file": "chapters/ch03_more/notes.txt",
    }
    assert block.css.split() == ["highlight", "course-code", "course-diff", "no-copy"]


def test_the_first_chapter_shows_its_files(render: Render) -> None:
    [block] = read_blocks(render("```whatsnew ch01_list\n```"))

    assert block.code == MAIN_1


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("new.py", "x = 1\n", r"added = \[\]; the folders say \[new.py\]"),
        ("main.py", "x = 1\n", r"changed = \[models.py\]; the folders say \[main.py, "),
        ("models.py", MODELS_2, r"changed = \[models.py\]; the folders say \[\]"),
        ("notes.txt", "one\ntwo\n", r"removed = \[notes.txt\]; the folders say \[\]"),
    ],
)
def test_a_folder_that_is_not_as_the_manifest_says_fails_the_page(
    render: Render, repository: Path, name: str, text: str, expected: str
) -> None:
    write(repository / "chapters/ch03_more" / name, text)

    with pytest.raises(FenceError, match=expected) as caught:
        render("```whatsnew ch03_more\n```")

    assert "chapters.toml says for ch03_more" in str(caught.value)


def test_files_shows_the_whole_chapter(render: Render) -> None:
    blocks = read_blocks(render("```files ch03_more\n```"))

    assert [(block.title, block.code) for block in blocks] == [
        ("chapters/ch03_more/main.py", MAIN_2),
        ("chapters/ch03_more/models.py", MODELS_3),
    ]
    assert {block.data["kind"] for block in blocks} == {"file"}


def test_whatsnew_leads_to_the_changes_since_chapters_further_back(
    render: Render,
) -> None:
    html = render("```whatsnew ch03_more\n```")

    assert (
        "<p>Coming from another chapter? See what changed since chapter "
        '<a href="../changes/ch03_more.md#since-ch01">1</a>.</p>'
    ) in html


def test_chapter_2_has_no_chapter_further_back(render: Render) -> None:
    assert "another chapter" not in render("```whatsnew ch02_table\n```")


@pytest.mark.parametrize("word", ["whatsnew", "changes", "files"])
def test_an_unknown_chapter_fails_the_page(render: Render, word: str) -> None:
    with pytest.raises(FenceError) as caught:
        render(f"\n\n```{word} ch02_tabel\n```")

    assert str(caught.value) == (
        f"The page, line 3: ```{word} ch02_tabel\n"
        "There is no chapter 'ch02_tabel'. Did you mean ch02_table?"
    )


def test_complete_files_are_kept_out_of_the_search(render: Render) -> None:
    html = render("```files ch01_list\n```\n\n```whatsnew ch01_list\n```")

    assert html.count("data-search-exclude>") == 2
