import pytest

from .repository import Repository
from .unused import (
    find_unshown_demos,
    find_unshown_exercises,
    find_unshown_recordings,
    find_unused_assets,
)


@pytest.mark.parametrize("name", ["old.http", "old.mysql.sql", "run.txt"])
def test_a_recording_that_no_page_shows_is_found(sound: Repository, name: str) -> None:
    sound.write(f"docs/recorded/ch01_list/{name}", "")

    (problem,) = find_unshown_recordings(sound.root)

    assert problem.startswith(f"docs/recorded/ch01_list/{name} is shown on no page")


def test_one_fence_shows_the_sql_of_all_databases(sound: Repository) -> None:
    sound.write("docs/recorded/ch01_list/rows.postgresql.sql", "")

    assert list(find_unshown_recordings(sound.root)) == []


def test_a_typed_recording_is_shown_by_console(sound: Repository) -> None:
    sound.write("docs/recorded/typed/ch01_list/a.console", "")
    sound.write("docs/recorded/typed/ch01_list/b.console", "")
    sound.write("docs/more.md", "```console ch01_list/a.console\n```\n")

    (problem,) = find_unshown_recordings(sound.root)

    assert problem.startswith("docs/recorded/typed/ch01_list/b.console")


@pytest.mark.parametrize("fence", ["~~~~recorded", "    ``` recorded", "> ```recorded"])
def test_a_fence_may_be_written_in_several_ways(sound: Repository, fence: str) -> None:
    sound.write("docs/recorded/ch01_list/more.http", "")
    sound.write("docs/more.md", f"Text\n{fence} ch01_list/more.http title='x'\n")

    assert list(find_unshown_recordings(sound.root)) == []


def test_a_recording_named_in_the_text_is_not_shown(sound: Repository) -> None:
    sound.write("docs/recorded/ch01_list/more.http", "")
    sound.write("docs/more.md", "See recorded ch01_list/more.http\n")

    assert len(list(find_unshown_recordings(sound.root))) == 1


def test_a_demo_that_no_page_shows_is_found(sound: Repository) -> None:
    sound.write("docs/demos/ch01_list/__init__.py", "")
    sound.write("docs/demos/ch01_list/old.py", "")

    assert list(find_unshown_demos(sound.root)) == [
        "docs/demos/ch01_list/old.py is shown on no page: show it or delete it."
    ]


def test_an_exercise_that_no_page_shows_is_found(sound: Repository) -> None:
    sound.write("exercises/ch01_list/first/task.md", "")
    sound.write("exercises/ch01_list/second/task.md", "")
    sound.write("docs/more.md", "```exercise ch01_list/first\n```\n")

    assert list(find_unshown_exercises(sound.root)) == [
        "exercises/ch01_list/second is shown on no page: show it or delete it."
    ]


def test_an_asset_that_is_used_nowhere_is_found(sound: Repository) -> None:
    sound.write("docs/assets/fonts/old.css", "old.css\n")

    assert list(find_unused_assets(sound.root)) == [
        "docs/assets/fonts/old.css is used nowhere: use it or delete it."
    ]


def test_the_fence_differences_shows_its_whole_folder(sound: Repository) -> None:
    sound.write("docs/recorded/differences/too_long.mysql.txt", "")

    assert len(list(find_unshown_recordings(sound.root))) == 1
    sound.write("docs/differences.md", "```differences\n```\n")
    assert list(find_unshown_recordings(sound.root)) == []
