"""The file of a learner's progress: it survives damage, and is never lost."""

import json
from pathlib import Path

import pytest

from course.errors import CourseError
from course.state import FILE, QuizRecord, changed_state, read_state


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    with changed_state(tmp_path / "new") as state:
        state.quiz["ch04-race-409"] = QuizRecord(revision=2, correct=True)

    assert read_state(tmp_path / "new").quiz["ch04-race-409"].revision == 2
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"quiz": 3}', '{"quiz": {"a": {}}}'])
def test_a_damaged_file_is_kept_and_a_new_one_begins(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)

    with changed_state(tmp_path) as state:
        state.quiz["a"] = QuizRecord(revision=1, correct=False)

    assert "was damaged. It is kept as progress.broken-" in str(state.notice)
    (kept,) = tmp_path.glob("progress.broken-*.json")
    assert kept.read_text() == text
    assert read_state(tmp_path).quiz["a"].correct is False


def test_what_a_later_version_adds_is_kept(tmp_path: Path) -> None:
    added = {"stars": 5, "quiz": {"a": {"revision": 1, "correct": True, "at": "now"}}}
    (tmp_path / FILE).write_text(json.dumps(added))

    with changed_state(tmp_path) as state:
        state.quiz["a"].correct = False

    written = json.loads((tmp_path / FILE).read_text())
    assert written["stars"] == 5
    assert written["quiz"]["a"] == {"revision": 1, "correct": False, "at": "now"}


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"version": 2}')

    with pytest.raises(CourseError, match="newer version"), changed_state(tmp_path):
        pass

    assert (tmp_path / FILE).read_text() == '{"version": 2}'


def test_nothing_is_written_when_the_change_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), changed_state(tmp_path) as state:
        state.quiz["a"] = QuizRecord(revision=1 // 0, correct=True)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with (
        pytest.raises(CourseError, match="--workspace"),
        changed_state(tmp_path / "file"),
    ):
        pass
