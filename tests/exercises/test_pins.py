"""What a task tells a learner to install is what its proofs have run with."""

import re

import pytest

from course.exercises import exercises_of
from course.manifest import ROOT, load_chapters

INSTALL = re.compile(r"pip install (.+)")
TASKS = [e for chapter in load_chapters() for e in exercises_of(chapter)]
ASKED = [
    (exercise.name, wish.strip('"'))
    for exercise in TASKS
    for line in INSTALL.findall(exercise.task()[1])
    for wish in line.split()
]


@pytest.mark.parametrize(("exercise", "wish"), ASKED)
def test_a_task_asks_for_the_pinned_version(exercise: str, wish: str) -> None:
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pin = re.sub(r"\[.*\]", "", wish)

    assert re.search(rf"^{re.escape(pin)} ", pins, re.MULTILINE), exercise


def test_there_are_such_tasks() -> None:
    assert {"pwdlib", "pyjwt"} <= {exercise for exercise, _ in ASKED}
