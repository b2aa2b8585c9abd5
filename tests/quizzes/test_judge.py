"""A proof that proves nothing is told from one that refutes."""

import pytest

from course.manifest import find_chapter
from course.quiz import judge as judge_module
from course.quiz.bank import Bank, read_bank
from course.quiz.judge import judge

from .conftest import Document, MakeBank

SHOP = find_chapter(4).path / "shop.db"
USER = 'POST /users {"username": "alpha", "email": "alpha@example.com"}'


def first(bank: Bank) -> list[str]:
    """Return what is wrong with the bank's first question."""
    return list(judge(bank, bank.questions[0], "ch04_crud"))


def choice(proof: str) -> list[Document]:
    """Return two options; the wrong one has this proof."""
    right = {"text": "It is two.", "proof": 'assert 2, "two"', "correct": True}
    wrong = {"text": "It is three.", "proof": proof, "correct": False}
    return [option | {"why": "So."} for option in (right, wrong)]


def test_a_sound_bank_has_no_problems(document: Document) -> None:
    bank = read_bank(document, "ch04")

    assert [list(judge(bank, q, "ch04_crud")) for q in bank.questions] == [[]] * 4


@pytest.mark.parametrize(
    ("proof", "problem"),
    [
        ('assert 3, "three"', "option 2: is marked wrong, and its proof passes"),
        (
            'nothing\nassert 0, "three"',
            "option 2: the proof is broken: NameError: name 'nothing' is not defined",
        ),
        (
            'assert 1 > 2\nassert 0, "three"',
            "option 2: the proof is broken: AssertionError",
        ),
        (
            'raise SystemExit\nassert 0, "three"',
            "option 2: the proof is broken: SystemExit",
        ),
    ],
)
def test_a_broken_proof_is_no_refutation(
    bank_of: MakeBank, proof: str, problem: str
) -> None:
    bank = bank_of(kind="choice", options=choice(proof))

    assert first(bank) == [problem]


def test_a_setup_that_fails_is_named(bank_of: MakeBank) -> None:
    options = choice('assert 0, "three"')

    bank = bank_of(kind="choice", setup="assert 0, 'three'", options=options)

    broken = "the setup is broken: AssertionError: three"
    assert first(bank) == [f"option 1: {broken}", f"option 2: {broken}"]


def test_a_proof_that_hangs_is_given_up(
    bank_of: MakeBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_module, "LIMIT", 0.5)
    proof = 'from threading import Event\nEvent().wait()\nassert 0, "three"'

    bank = bank_of(kind="choice", options=choice(proof))

    (problem,) = first(bank)
    assert problem.startswith(
        "option 2: the proof is broken: TimeoutError: it runs for"
    )


def test_each_proof_has_names_and_a_database_of_its_own(bank_of: MakeBank) -> None:
    proof = """
session.add(User(username="alpha", email="alpha@example.com"))
session.commit()
assert rows("SELECT count(*) FROM users") == [(1,)], "{words}"
assert "seen" not in globals(), "{words}"
seen = True
"""
    options: list[Document] = [
        {"text": words, "proof": proof.format(words=words), "correct": True, "why": "x"}
        for words in ("It is two.", "It is three.")
    ]
    wrong = {"text": "It is one.", "proof": 'assert 0, "one"', "correct": False}
    options.append(wrong | {"why": "x"})
    before = SHOP.stat().st_mtime if SHOP.exists() else None

    setup = "from chapters.ch04_crud.models import User"
    bank = bank_of(kind="choice", setup=setup, options=options)

    assert first(bank) == []
    assert (SHOP.stat().st_mtime if SHOP.exists() else None) == before


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        ('{"items": [], "total": 0, "page": 1, "page_size": 10}', True),
        ('{"total": 0, ...}', True),
        ('{"total": 0}', False),
        ('{"total": 1, ...}', False),
        ('{"totals": 0, ...}', False),
        ("[]", False),
    ],
)
def test_three_dots_stand_for_more_fields(
    bank_of: MakeBank, body: str, holds: bool
) -> None:
    said = {"status": 200, "body": body, "correct": True, "why": "x"}
    other = {"status": 404, "correct": False, "why": "x"}

    bank = bank_of(kind="http", requests=["GET /users"], options=[said, other])

    assert (first(bank) == []) == holds


@pytest.mark.parametrize(
    ("sends", "holds"),
    [
        (["INSERT INTO users", "SELECT"], True),
        (["BEGIN", "INSERT", "COMMIT", "BEGIN", "SELECT", "ROLLBACK"], True),
        (["BEGIN", "INSERT", "SELECT"], False),
        (["INSERT"], False),
        (["SELECT", "INSERT"], False),
    ],
)
def test_a_transaction_counts_when_an_option_names_it(
    bank_of: MakeBank, sends: list[str], holds: bool
) -> None:
    said = {"sends": sends, "correct": True, "why": "x"}
    other = {"sends": ["SELECT 7"], "correct": False, "why": "x"}

    bank = bank_of(kind="sql", requests=[USER], options=[said, other])

    assert (first(bank) == []) == holds
