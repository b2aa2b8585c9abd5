"""One mistake in a copy of a real bank, and its proofs say so."""

import json
import subprocess
import sys

import pytest

from course.manifest import ROOT
from course.quiz.bank import Bank

from .test_proofs import BANKS


@pytest.mark.parametrize("stem", BANKS)
def test_each_mistake_is_noticed(stem: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.quizzes.tamper", stem],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )

    notices: dict[str, str | None] = dict(json.loads(done.stdout))
    assert [name for name, said in notices.items() if said is None] == []
    assert flips(notices) == options(BANKS[stem])
    assert sum(": swap" in name for name in notices) >= len(BANKS[stem].questions) / 2


def flips(notices: dict[str, str | None]) -> int:
    """Count the options whose `correct` was changed."""
    return sum(": flip" in name for name in notices)


def options(bank: Bank) -> int:
    return sum(len(question.options) for question in bank.questions)
