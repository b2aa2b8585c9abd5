import shutil
from collections.abc import Callable

import pytest

from .conftest import RunCourse
from .repository import Repository

OLD = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"
FIXED = OLD.replace("two", "TWO")
OTHER = OLD.replace("seven", "7")  # a chapter's own change, far from the fix
FIXED_OTHER = OTHER.replace("two", "TWO")
RIVAL = OLD.replace("two", "deux")  # a chapter's own change of the line that is fixed

Commit = Callable[..., None]


@pytest.fixture
def commit_copies(repository: Repository) -> Commit:
    """Commit a text of `main.py` for each of the four chapters."""

    def commit(*texts: str | None) -> None:
        repository.write_copies("main.py", *texts)
        repository.commit()

    return commit


def test_identical_copies_get_the_new_text(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("chapters/ch02_table/main.py", FIXED)

    result = course("carry", "chapters/ch02_table/main.py")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "chapters/ch03_models/main.py: carried",
        "chapters/ch04_crud/main.py: carried",
    ]
    assert repository.copies("main.py") == [OLD, FIXED, FIXED, FIXED]


def test_a_copy_with_its_own_text_keeps_it(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OTHER, OTHER, OLD)
    repository.write("chapters/ch01_list/main.py", FIXED)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert result.out.splitlines() == [
        "chapters/ch02_table/main.py: merged",
        "chapters/ch03_models/main.py: carried",
        "chapters/ch04_crud/main.py: merged",
    ]
    assert repository.copies("main.py") == [FIXED, FIXED_OTHER, FIXED_OTHER, FIXED]


def test_a_conflict_leaves_markers_and_stops(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, RIVAL, RIVAL)
    repository.write("chapters/ch01_list/main.py", FIXED)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 1
    assert result.out.splitlines()[1] == "chapters/ch03_models/main.py: CONFLICT"
    assert "Not reached: ch04_crud." in result.err
    assert "course carry chapters/ch03_models/main.py" in result.err
    _, second, third, fourth = repository.copies("main.py")
    assert (second, fourth) == (FIXED, RIVAL)
    assert third is not None
    assert "<<<<<<< chapters/ch03_models/main.py\ndeux\n" in third
    assert "TWO\n>>>>>>> chapters/ch02_table/main.py\n" in third


def test_a_resolved_conflict_is_carried_on(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, RIVAL, RIVAL, RIVAL)
    repository.write("chapters/ch01_list/main.py", FIXED)
    course("carry", "chapters/ch01_list/main.py")
    repository.write("chapters/ch02_table/main.py", FIXED.replace("TWO", "DEUX"))

    result = course("carry", "chapters/ch02_table/main.py")

    assert result.code == 0
    assert repository.copies("main.py")[2:] == [FIXED.replace("TWO", "DEUX")] * 2


def test_a_conflict_that_is_not_resolved_is_not_carried(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, RIVAL, RIVAL, RIVAL)
    repository.write("chapters/ch01_list/main.py", FIXED)
    course("carry", "chapters/ch01_list/main.py")
    before = repository.copies("main.py")

    for chapter in ("1", "2"):
        result = course("carry", f"{chapter}/main.py")

        assert result.code == 1
        assert "ch02_table/main.py still has conflict markers" in result.err
    assert repository.copies("main.py") == before


def test_a_second_carry_changes_nothing(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OTHER, OLD, OLD)
    repository.write("chapters/ch01_list/main.py", FIXED)
    course("carry", "chapters/ch01_list/main.py")
    before = repository.copies("main.py")

    result = course("carry", "chapters/ch01_list/main.py")

    assert (result.code, result.out.count(": unchanged")) == (0, 3)
    assert repository.copies("main.py") == before


def test_a_fix_goes_past_a_copy_that_has_it(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, FIXED_OTHER, OTHER, OTHER)
    repository.write("chapters/ch01_list/main.py", FIXED)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert result.out.splitlines()[0] == "chapters/ch02_table/main.py: unchanged"
    assert repository.copies("main.py") == [FIXED, *[FIXED_OTHER] * 3]


def test_a_dry_run_writes_nothing(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OTHER, RIVAL)
    repository.write("chapters/ch01_list/main.py", FIXED)

    result = course("carry", "chapters/ch01_list/main.py", "--dry-run")

    assert result.code == 1
    assert [line.rpartition(" ")[2] for line in result.out.splitlines()] == [
        "carried",
        "merged",
        "CONFLICT",
        "(--dry-run).",
    ]
    assert repository.copies("main.py") == [FIXED, OLD, OTHER, RIVAL]


def test_uncommitted_edits_stay_and_are_not_carried_further(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write_copies("main.py", FIXED, OTHER, OLD, OLD)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert repository.copies("main.py") == [FIXED, FIXED_OTHER, FIXED, FIXED]


def test_uncommitted_edits_in_the_way_stop_it_before_it_starts(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write_copies("main.py", FIXED, OLD, RIVAL, OLD)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 1
    assert "ch03_models/main.py has uncommitted changes" in result.err
    assert repository.copies("main.py") == [FIXED, OLD, RIVAL, OLD]


def test_a_chapter_that_is_not_committed_yet_is_merged_into(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, None, None)
    repository.write_copies("main.py", FIXED, OLD, OTHER, OLD)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert repository.copies("main.py") == [FIXED, FIXED, FIXED_OTHER, FIXED]


def test_a_chapter_without_the_file_is_said(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, None, OLD)
    repository.write("chapters/ch01_list/main.py", FIXED)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert "chapters/ch03_models/main.py: not there" in result.out
    assert repository.copies("main.py") == [FIXED, FIXED, None, FIXED]


def test_a_new_file_is_added_until_a_chapter_removes_it(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write_manifest(ch03_models={"removed": ["routers/users.py"]})
    repository.write("chapters/ch01_list/routers/users.py", "new\n")

    result = course("carry", "chapters/ch01_list/routers/users.py")

    assert result.code == 0
    assert repository.copies("routers/users.py") == ["new\n", "new\n", None, None]


def test_a_new_file_is_not_added_where_there_is_no_chapter_yet(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, None)
    repository.write("chapters/ch01_list/errors.py", "new\n")

    course("carry", "chapters/ch01_list/errors.py")

    assert not (repository.root / "chapters/ch04_crud").exists()


def test_a_new_file_does_not_replace_another_one(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write_copies("errors.py", "new\n", None, "new\n", "another\n")

    result = course("carry", "chapters/ch01_list/errors.py")

    assert result.code == 1
    assert "ch04_crud/errors.py has another text" in result.err
    assert repository.copies("errors.py") == ["new\n", None, "new\n", "another\n"]


def test_a_copy_that_cannot_be_written_is_one_sentence(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("chapters/ch02_table/routers", "a file, not a folder\n")
    repository.write("chapters/ch01_list/routers/users.py", "new\n")

    result = course("carry", "chapters/ch01_list/routers/users.py")

    assert result.code == 1
    assert result.err == "Error: chapters/ch02_table/routers/users.py: File exists.\n"


def test_a_deleted_file_is_deleted_where_it_was_the_same(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, None, OLD)
    (repository.root / "chapters/ch01_list/main.py").unlink()

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert [line.rpartition(": ")[2] for line in result.out.splitlines()] == [
        "deleted",
        "not there",
        "deleted",
    ]
    assert repository.copies("main.py") == [None] * 4


def test_a_deletion_spares_a_copy_with_its_own_text(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OTHER)
    (repository.root / "chapters/ch01_list/main.py").unlink()

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 1
    assert "ch04_crud/main.py has a text of its own" in result.err
    assert repository.copies("main.py") == [None, OLD, OLD, OTHER]


def test_a_fix_that_is_committed_needs_its_base(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    commit_copies(FIXED, FIXED, OLD, OLD)

    without_base = course("carry", "chapters/ch01_list/main.py")
    with_base = course("carry", "chapters/ch01_list/main.py", "--base", "HEAD~1")

    assert without_base.code == 1
    assert "has not changed since HEAD" in without_base.err
    assert "--base" in without_base.err
    assert with_base.code == 0
    assert repository.copies("main.py") == [FIXED] * 4


def test_the_last_chapter_has_nowhere_to_carry_to(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("chapters/ch04_crud/main.py", FIXED)

    result = course("carry", "chapters/ch04_crud/main.py")

    assert (result.code, "last chapter" in result.out) == (0, True)


@pytest.mark.parametrize("name", ["3/main.py", "ch03/main.py", "chapters/3/main.py"])
def test_a_chapter_may_be_named_in_short(
    repository: Repository, commit_copies: Commit, course: RunCourse, name: str
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("chapters/ch03_models/main.py", FIXED)

    result = course("carry", name)

    assert result.code == 0
    assert repository.copies("main.py") == [OLD, OLD, FIXED, FIXED]


def test_a_path_counts_from_the_working_directory(
    repository: Repository,
    commit_copies: Commit,
    course: RunCourse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("chapters/ch03_models/main.py", FIXED)
    monkeypatch.chdir(repository.root / "chapters/ch03_models")

    assert course("carry", "main.py").code == 0
    assert repository.copies("main.py") == [OLD, OLD, FIXED, FIXED]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "README.md",
        "chapters",
        "chapters/chapters.toml",
        "chapters/ch01_list",
        "chapters/ch01_list/routers",
        "chapters/ch01_list/shop.db",
        "chapters/ch01_list/.env",
        "chapters/ch09_none/main.py",
        "ch01/../../README.md",
        "ch01/none.py",
        "/main.py",
    ],
)
def test_a_path_that_is_no_file_of_a_chapter_is_wrong_use(
    repository: Repository, commit_copies: Commit, course: RunCourse, name: str
) -> None:
    repository.write("chapters/ch01_list/routers/users.py", "text\n")
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("README.md", "text\n")
    repository.write("chapters/ch01_list/shop.db", "a database\n")
    repository.write("chapters/ch01_list/.env", "a secret\n")

    result = course("carry", name)

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Error: ")
    assert result.err.count("\n") == 1


def test_a_folder_that_is_no_checkout_is_wrong_use(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)
    shutil.rmtree(repository.root / ".git")

    result = course("carry", "chapters/ch01_list/main.py")

    assert (result.code, "git checkout" in result.err) == (2, True)


def test_an_unknown_revision_is_wrong_use(
    commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies(OLD, OLD, OLD, OLD)

    result = course("carry", "chapters/ch01_list/main.py", "--base", "v9")

    assert (result.code, "no commit 'v9'" in result.err) == (2, True)


@pytest.mark.usefixtures("repository")
def test_a_machine_without_git_is_told_so(
    course: RunCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    result = course("carry", "chapters/ch01_list/main.py")

    assert (result.code, "needs git" in result.err) == (2, True)


def test_files_that_git_cannot_merge_are_left_alone(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    commit_copies("\0one", "\0one", "\0another", "\0one")
    repository.write("chapters/ch01_list/main.py", "\0two")

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 1
    assert "git cannot merge chapters/ch03_models/main.py" in result.err
    assert repository.copies("main.py")[1] == "\0one"


def test_line_ends_of_a_checkout_on_windows_are_no_difference(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    repository.git("config", "core.autocrlf", "true")
    old, fixed, other = (t.replace("\n", "\r\n") for t in (OLD, FIXED, OTHER))
    commit_copies(old, old, other, old)
    repository.write("chapters/ch01_list/main.py", fixed)

    result = course("carry", "chapters/ch01_list/main.py")

    assert result.code == 0
    assert repository.copies("main.py")[2] == FIXED_OTHER.replace("\n", "\r\n")


def test_the_course_may_be_a_folder_of_a_larger_checkout(
    repository: Repository, commit_copies: Commit, course: RunCourse
) -> None:
    (repository.root / ".git").rename(repository.root.parent / ".git")
    commit_copies(OLD, OLD, OLD, OLD)
    repository.write("chapters/ch01_list/main.py", FIXED)

    assert course("carry", "chapters/ch01_list/main.py").code == 0
    assert repository.copies("main.py") == [FIXED] * 4
