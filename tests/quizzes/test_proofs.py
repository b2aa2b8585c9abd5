"""Each answer of each bank is proven, and each wrong one refuted, by running."""

from collections import Counter

import pytest

from course.manifest import ROOT, Chapter, load_chapters
from course.quiz.bank import Bank, bank_path, load_bank
from course.quiz.prove import Result, find_faults, prove_twice
from course.quiz.questions import Choice, Order

CHAPTERS = [chapter for chapter in load_chapters(ROOT) if bank_path(chapter).exists()]
BANKS = {chapter.stem: load_bank(chapter) for chapter in CHAPTERS}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=BANKS)
def test_the_answers_are_proven_under_two_hash_seeds(chapter: Chapter) -> None:
    results = prove_twice([chapter])

    assert [result.id for result in results] == [
        question.id for question in BANKS[chapter.stem].questions
    ]
    assert list(find_faults(results)) == []
    for result in results:
        if result.skipped:
            pytest.skip(f"{result.id} and others: {result.skipped}")


@pytest.mark.parametrize(
    ("states", "problems", "faults"),
    [
        (["proven"] * 9 + ["cited"], (), 0),
        (["proven"] * 8 + ["cited"], (), 1),
        (["proven", "unproven"], (), 1),
        (["proven"], ("option 2: the proof is broken",), 1),
        (["skipped"] * 2, (), 0),
        (["skipped"], ("No MySQL server",), 1),
    ],
)
def test_what_is_not_proven_is_a_fault(
    states: list[str], problems: tuple[str, ...], faults: int
) -> None:
    results = [Result("ch04-x", "", "", "", state, problems, 0) for state in states]

    assert len(list(find_faults(results))) == faults


@pytest.mark.parametrize("bank", BANKS.values(), ids=BANKS)
def test_the_right_answer_is_not_known_by_its_place(bank: Bank) -> None:
    asked = [q for q in bank.questions if sum(o.correct for o in q.options) == 1]

    places = Counter(
        [o.correct for o in question.options].index(True) for question in asked
    )

    assert max(places.values()) <= len(asked) / 2 + 1


def test_the_right_answer_is_not_known_by_its_length() -> None:
    questions = [q for bank in BANKS.values() for q in bank.questions]
    asked = [q.options for q in questions if isinstance(q, Choice)]

    longest = [max(options, key=lambda o: len(o.label)) for options in asked]

    assert sum(option.correct for option in longest) <= len(asked) / 2


@pytest.mark.parametrize("bank", BANKS.values(), ids=BANKS)
def test_lines_are_not_shown_in_a_right_order(bank: Bank) -> None:
    for question in bank.questions:
        if isinstance(question, Order):
            assert question.shown not in question.orders
