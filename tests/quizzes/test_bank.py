"""What is wrong in a bank is said with its file, question and option."""

from dataclasses import replace
from pathlib import Path

import pytest

from course.manifest import ROOT, find_chapter
from course.quiz.bank import BankError, load_bank, read_bank
from course.quiz.grading import grade_fill, grade_options, grade_order
from course.quiz.questions import Fill, Order

from .conftest import Document, MakeBank

CH04 = find_chapter(4)
TEXT = (ROOT / "quizzes/ch04_crud.toml").read_text(encoding="utf-8")
REQUESTS = "requests = ['PATCH /users/1 {\"age\": 30}']"


def load(text: str, root: Path) -> None:
    """Load a bank of chapter 4 from this text."""
    (root / "quizzes").mkdir()
    (root / "quizzes/ch04_crud.toml").write_text(text, encoding="utf-8")
    load_bank(replace(CH04, root=root))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "ch04-race-409"\n', "", ", question 1, 'id': is missing."),
        ('kind = "sql"\n', "", ", ch04-no-change: 'kind' is missing."),
        ('kind = "http"', 'kind = "htp"', ", ch04-patch-absent: Input tag 'htp'"),
        ("correct = true", 'correct = "yes"', "ch04-race-409, option 3, 'correct'"),
        ("line = 1\n", "lin = 1\n", "option 1, 'lin': is no key here."),
        ("line = 1\n", "line = 9\n", "option 1: the code has 3 lines."),
        ("line = 1\n", "", "option 1: an exception has a 'line'."),
        ("status = 422", "status = 42", "ch04-patch-absent, option 4, 'status'"),
        ('"age": null, ...}', '"age": nul, ...}', "option 1, 'body': is not JSON"),
        ("revision = 1", "revision = 0", "ch04-race-409, 'revision'"),
        ('"ch04-no-change"', '"ch04-race-409"', "two questions have this id."),
        ('"ch04-race-409"', '"ch03-race"', "ch03-race: the id must begin with ch04-."),
        ("== [201, 500]", "=+ [201, 500]", "option 1: 'proof' is not Python (line 1"),
        ('"201 and 500"\n', '"201 and 501"\n', "which its text does not say."),
        (
            '"201 and 500"\n',
            '"201 and"\n',
            "option 1: the proof claims '201 and', which",
        ),
        (', "201 and 500"\n', "\n", "option 1: the proof needs an assert CONDITION"),
        ("409 and 409. Each", "409 and 409.\n\nEach", "must be one paragraph"),
        (REQUESTS, "", "needs either 'code' or 'requests'."),
        (REQUESTS, f"{REQUESTS}\nquery = 'SELECT 1'", "option 1: expected 'rows'"),
        ("[[questions]]", "[questions]", " is not TOML: "),
        ("[[questions]]\n", "[[questions]]\nlines = 3\n", "'lines': is no key here."),
    ],
)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in TEXT

    with pytest.raises(BankError) as caught:
        load(TEXT.replace(old, new, 1), tmp_path)

    message = str(caught.value)
    assert message.startswith("quizzes/ch04_crud.toml")
    assert problem in message
    assert "\n" not in message


def test_a_missing_bank_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="ch04_crud.toml cannot be read: No such file"):
        load_bank(replace(CH04, root=tmp_path))


def test_half_of_the_questions_ask_why(document: Document) -> None:
    for question in document["questions"][:3]:
        question["asks"] = "what"

    with pytest.raises(ValueError, match="at least half of the questions must ask why"):
        read_bank(document, "ch04")


@pytest.mark.parametrize("count", [3, 9])
def test_a_bank_has_four_to_eight_questions(document: Document, count: int) -> None:
    document["questions"] = (document["questions"] * 3)[:count]

    with pytest.raises(ValueError, match="at (least 4|most 8) items"):
        read_bank(document, "ch04")


@pytest.mark.parametrize(
    ("place", "change", "problem"),
    [
        (0, {"source": "RFC 9110"}, "has proofs, so leave out 'source'"),
        (2, {"code": "total = 2"}, "'code' needs one blank, ____"),
        (3, {"also": [[1, 2, 3]]}, "is no other order"),
        (3, {"also": [[2, 1]]}, "is no other order"),
        (3, {"lines": ["x", "y"], "also": [[2, 1]]}, "every order is right"),
        (3, {"proof": "assert z =="}, "'proof' is not Python"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    document: Document, place: int, change: Document, problem: str
) -> None:
    document["questions"][place].update(change)

    with pytest.raises(ValueError, match=problem):
        read_bank(document, "ch04")


@pytest.mark.parametrize("correct", [True, False])
def test_there_is_a_right_option_and_a_wrong_one(
    document: Document, correct: bool
) -> None:
    for option in document["questions"][0]["options"]:
        option["correct"] = correct

    with pytest.raises(ValueError, match="needs a right option and a wrong one"):
        read_bank(document, "ch04")


def test_two_options_do_not_say_the_same(bank_of: MakeBank) -> None:
    options = [{"status": 200, "why": "x", "correct": c} for c in (True, False)]

    with pytest.raises(ValueError, match="two options say the same: 200 OK"):
        bank_of(kind="http", requests=["GET /users"], options=options)


@pytest.mark.parametrize(
    ("chosen", "correct", "notes"),
    [
        ({1, 2}, True, ("It is.", "It is, too.")),
        ({1}, False, ("It is.", "There is more that is right.")),
        ({1, 2, 3}, False, ("It is.", "It is, too.", "It is odd.")),
        ({3}, False, ("It is odd.",)),
    ],
)
def test_all_right_options_have_to_be_chosen(
    document: Document, chosen: set[int], correct: bool, notes: tuple[str, ...]
) -> None:
    question = read_bank(document, "ch04").questions[1]

    grade = grade_options(question, chosen)

    assert (grade.correct, grade.notes) == (correct, notes)


@pytest.mark.parametrize(
    ("typed", "correct", "note"),
    [
        ("+", True, "Plus."),
        (" --", True, "Plus."),
        ("*", False, "One."),
        ("%", False, "This is not one of the fillings that were tried."),
    ],
)
def test_a_spelling_counts_without_its_blanks(
    document: Document, typed: str, correct: bool, note: str
) -> None:
    question = read_bank(document, "ch04").questions[2]
    assert isinstance(question, Fill)

    grade = grade_fill(question, typed)

    assert (grade.correct, grade.notes) == (correct, (note,))


@pytest.mark.parametrize(
    ("order", "notes"),
    [
        ([1, 2, 3], ()),
        ([2, 1, 3], ()),
        ([2, 3, 1], ("It goes wrong at the line `z = x + y`.",)),
        ([3, 1, 2], ("It goes wrong at the line `z = x + y`.",)),
    ],
)
def test_a_wrong_order_is_told_where_it_goes_wrong(
    document: Document, order: list[int], notes: tuple[str, ...]
) -> None:
    question = read_bank(document, "ch04").questions[3]
    assert isinstance(question, Order)

    grade = grade_order(question, order)

    assert grade.notes == notes
    assert grade.correct == (not notes)
