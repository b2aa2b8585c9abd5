"""One mistake in a copy of a real bank, and its proofs say so."""

import json
import subprocess
import sys

import pytest

from course.manifest import ROOT

from .test_proofs import BANKS

Notices = dict[str, str | None]


@pytest.fixture(scope="module")
def notices() -> Notices:
    """What was said about each mistake; None for one that was not noticed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.quizzes.tamper"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_a_changed_correct_is_noticed(notices: Notices) -> None:
    flips = {name: said for name, said in notices.items() if ": flip" in name}

    options = [o for bank in BANKS.values() for q in bank.questions for o in q.options]
    assert len(flips) == len(options)
    assert [name for name, said in flips.items() if said is None] == []


def test_swapped_proofs_and_claims_are_noticed(notices: Notices) -> None:
    swaps = {name: said for name, said in notices.items() if ": swap" in name}

    assert len(swaps) > 40
    assert [name for name, said in swaps.items() if said is None] == []


def test_a_forgotten_order_is_noticed(notices: Notices) -> None:
    forgotten = [said for name, said in notices.items() if ": forget" in name]

    assert None not in forgotten
