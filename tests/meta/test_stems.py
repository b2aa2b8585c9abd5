import shutil

import pytest

from .navigation import find_navigation_errors
from .repository import STEMS, Repository
from .stems import find_missing_changes, find_missing_places, find_strays


@pytest.mark.parametrize(
    "place",
    [
        "chapters/ch03_models/__init__.py",
        "docs/chapters/ch03_models.md",
        "tests/ch03_models/test_users.py",
    ],
)
def test_a_missing_place_is_found(sound: Repository, place: str) -> None:
    (sound.root / place).unlink()

    (problem,) = find_missing_places(sound.root)

    assert problem.startswith("ch03_models has no ")


def test_a_missing_page_of_changes_is_found(sound: Repository) -> None:
    (sound.root / "docs/changes/ch03_models.md").unlink()

    assert list(find_missing_changes(sound.root)) == [
        "ch03_models has no docs/changes/ch03_models.md: write it."
    ]


def test_a_page_with_the_changes_of_another_chapter_is_found(sound: Repository) -> None:
    sound.write("docs/changes/ch03_models.md", sound.read("docs/changes/ch02_table.md"))

    assert list(find_missing_changes(sound.root)) == [
        "docs/changes/ch03_models.md has no fence `changes ch03_models`: "
        "write it there."
    ]


def test_a_chapter_without_recordings_is_found(sound: Repository) -> None:
    shutil.rmtree(sound.root / "docs/recorded/ch02_table")

    assert list(find_missing_places(sound.root)) == [
        "ch02_table has no docs/recorded/ch02_table/*.*: write it."
    ]


def test_when_one_chapter_has_a_quiz_all_have_one(sound: Repository) -> None:
    sound.write("quizzes/ch01_list.toml", "")

    problems = list(find_missing_places(sound.root))

    assert problems == [
        f"{stem} has no quizzes/{stem}.toml: write it." for stem in STEMS[1:]
    ]


def test_when_one_chapter_has_exercises_all_have_some(sound: Repository) -> None:
    sound.write("exercises/ch01_list/first/task.md", "")

    problems = list(find_missing_places(sound.root))

    assert len(problems) == 3
    assert problems[0] == "ch02_table has no exercises/ch02_table/*/*: write it."


@pytest.mark.parametrize(
    "stray",
    [
        "chapters/ch05_testing/main.py",
        "docs/changes/ch05_testing.md",
        "docs/chapters/ch05_testing.md",
        "docs/demos/ch05_testing/demo.py",
        "docs/recorded/ch4_crud/run.http",
        "exercises/ch05_testing/first/task.md",
        "quizzes/ch05_testing.toml",
        "tests/ch04_creating/test_users.py",
    ],
)
def test_a_stray_is_found(sound: Repository, stray: str) -> None:
    sound.write(stray, "")

    (problem,) = find_strays(sound.root)

    assert "belongs to no chapter of chapters.toml" in problem


def test_what_python_leaves_behind_is_no_stray(sound: Repository) -> None:
    sound.write("chapters/ch05_testing/__pycache__/main.pyc", "")
    sound.write("tests/checks.py", "")

    assert list(find_strays(sound.root)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (", 'chapters/ch04_crud.md'", "", "ch04_crud.md is not in nav"),
        ("I. Start", "II. Servers", "ch01_list.md is not in nav under 'I. Start'"),
        ("['chapters/ch01_list.md', ", "['chapters/ch09_x.md', ", "is not in nav"),
        ("['chapters/", "['chapters/ch09_x.md', 'chapters/", "nav has more chapters"),
        ("ch01_list.md', 'chapters/ch02_table", "@", "or another order"),
    ],
)
def test_a_navigation_that_disagrees_is_found(
    sound: Repository, old: str, new: str, problem: str
) -> None:
    text = sound.read("mkdocs.yml")
    if new == "@":
        new = "ch02_table.md', 'chapters/ch01_list"
    assert old in text
    sound.write("mkdocs.yml", text.replace(old, new))

    problems = list(find_navigation_errors(sound.root))

    assert problem in problems[0]


def test_tags_of_mkdocs_do_not_stop_the_check(sound: Repository) -> None:
    text = sound.read("mkdocs.yml")
    sound.write("mkdocs.yml", text + "x: !!python/name:a.b\ny: !ENV [A, b]\n")

    assert list(find_navigation_errors(sound.root)) == []
