"""`course changed`: the differences between two chapters in the terminal."""

import subprocess

import pytest

from course.changed import write_changes
from course.manifest import load_chapters

from .conftest import RunCourse
from .repository import STEMS, Repository
from .test_cli import Terminal

FIRST = "one\ntwo\nthree\n"
LAST = "one\nTWO\nthree"


@pytest.fixture
def grown(small_course: Repository) -> Repository:
    """A course in which a file comes, one goes, and one changes."""
    small_course.write_copies("main.py", FIRST, FIRST, LAST, LAST)
    small_course.write_copies("models.py", None, None, "x = 1\n", "x = 1\n")
    small_course.write_copies("notes.txt", "gone\n", "gone\n", None, None)
    small_course.write_copies("same.py", *["same\n"] * 4)
    return small_course


@pytest.mark.usefixtures("grown")
def test_it_writes_what_lies_between_two_chapters(course: RunCourse) -> None:
    result = course("changed", "1", "ch04")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "--- /dev/null",
        "+++ ch04_crud/models.py",
        "@@ -0,0 +1 @@",
        "+x = 1",
        "--- ch01_list/main.py",
        "+++ ch04_crud/main.py",
        "@@ -1,3 +1,3 @@",
        " one",
        "-two",
        "-three",
        "+TWO",
        "+three",
        "\\ No newline at end of file",
        "--- ch01_list/notes.txt",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-gone",
    ]


def test_the_diff_makes_one_chapter_of_the_other(
    grown: Repository, course: RunCourse
) -> None:
    diff = course("changed", "1", "4").out
    folder = grown.root / "chapters"
    (folder / STEMS[0]).rename(folder / "mine")
    grown.write(
        "chapters/way.diff", diff.replace("ch01_list", "a").replace(STEMS[3], "b")
    )

    subprocess.run(
        ["git", "apply", "--directory=mine", "way.diff"], cwd=folder, check=True
    )

    files = {p.name: p.read_bytes() for p in (folder / "mine").iterdir()}
    assert files == {p.name: p.read_bytes() for p in (folder / STEMS[3]).iterdir()}


@pytest.mark.usefixtures("grown")
def test_it_goes_backwards_too(course: RunCourse) -> None:
    result = course("changed", "4", "1")

    assert "-x = 1" in result.out.splitlines()
    assert "+two" in result.out.splitlines()


@pytest.mark.usefixtures("grown")
def test_between_chapters_that_are_alike_is_nothing(course: RunCourse) -> None:
    result = course("changed", "3", "4")

    assert (result.code, result.out) == (0, "")


def test_a_terminal_gets_colours(
    grown: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    first, *_, last = load_chapters(grown.root)
    terminal = Terminal()

    write_changes(first, last, terminal)

    assert "\x1b[91;49m-two\x1b[0m\n" in terminal.getvalue()
    assert "\x1b[32;49m+TWO\x1b[0m\n" in terminal.getvalue()
    assert terminal.getvalue().endswith("-gone\x1b[0m\n")


def test_a_file_that_is_no_text_is_one_sentence(
    grown: Repository, course: RunCourse
) -> None:
    (grown.root / "chapters/ch02_table/main.py").write_bytes(b"\xff")

    result = course("changed", "1", "2")

    assert result.code == 1
    assert "is not a text in UTF-8" in result.err


def test_an_unknown_chapter_is_2(small_course: Repository, course: RunCourse) -> None:
    assert small_course.root.is_dir()
    assert course("changed", "1", "99").code == 2
