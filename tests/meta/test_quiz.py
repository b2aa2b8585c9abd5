"""`course quiz` asks, judges and counts; `--prove` counts proofs."""

import io
import json
import sys

import pytest

from tests.quizzes.conftest import BANK, COMMON

from .conftest import RunCourse
from .repository import Repository

ALL_RIGHT = ("1", "1, 2", "+", "1 3 2")
SECOND = 'id = "ch04-several"'


@pytest.fixture
def bank(small_course: Repository) -> Repository:
    """A course whose chapter 4 has a bank of four questions."""
    common = "".join(f"{key} = {json.dumps(value)}\n" for key, value in COMMON.items())
    text = BANK.replace("[[questions]]\n", f"[[questions]]\n{common}")
    small_course.write("quizzes/ch04_crud.toml", text)
    return small_course


def type_lines(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let these lines be what is typed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{x}\n" for x in lines)))


@pytest.mark.usefixtures("bank")
def test_right_answers_pass(course: RunCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    type_lines(monkeypatch, *ALL_RIGHT)

    result = course("quiz", "4", "--pass", "100")

    assert (result.code, result.err) == (0, "")
    assert result.out.count("Right.") == 4
    assert result.out.endswith("4 of 4 right: 100 %.\n")


def test_answers_that_were_given_are_kept_as_progress(
    course: RunCourse, bank: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "1", "1", "q")

    course("quiz", "4", "--workspace", str(bank.root / "mine"))

    kept = json.loads((bank.root / "mine" / "progress.json").read_text())["quiz"]
    assert list(kept.values()) == [
        {"revision": 1, "correct": True},
        {"revision": 1, "correct": False},
    ]


@pytest.mark.usefixtures("bank")
def test_a_wrong_answer_is_explained_at_once(
    course: RunCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "2", "q")

    result = course("quiz", "4")

    assert result.code == 0
    first = result.out.partition("Question 2 of 4")[0]
    after = first.partition("Not right.")[2].split()
    assert " ".join(after) == "So it is not. Right is: It is two. So it is."


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(("mark", "code"), [("75", 0), ("76", 1)])
def test_the_exit_code_says_whether_the_mark_was_reached(
    course: RunCourse, monkeypatch: pytest.MonkeyPatch, mark: str, code: int
) -> None:
    type_lines(monkeypatch, *ALL_RIGHT[:3], "3 2 1")

    result = course("quiz", "4", "--pass", mark)

    assert result.code == code
    assert ("course quiz 4" in result.err) == (code == 1)


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("ending", [("q",), ()])
def test_what_was_not_reached_counts_as_not_right(
    course: RunCourse, monkeypatch: pytest.MonkeyPatch, ending: tuple[str, ...]
) -> None:
    type_lines(monkeypatch, "1", "", *ending)

    result = course("quiz", "4")

    assert result.out.endswith("1 of 4 right: 25 %.\n")


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    ("before", "typed", "sentence"),
    [
        ((), "3", "Give numbers from 1 to 2, with blanks between them."),
        ((), "first", "Give numbers from 1 to 2, with blanks between them."),
        (ALL_RIGHT[:3], "1 1 2", "Give each number from 1 to 3 once."),
    ],
)
def test_what_cannot_be_understood_is_asked_again(
    course: RunCourse,
    monkeypatch: pytest.MonkeyPatch,
    before: tuple[str, ...],
    typed: str,
    sentence: str,
) -> None:
    right = ALL_RIGHT[len(before)]
    type_lines(monkeypatch, *before, typed, right, "q")

    result = course("quiz", "4")

    assert sentence in result.out
    assert result.out.count("Right.") == len(before) + 1


def test_the_result_is_written_as_json(
    bank: Repository, course: RunCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "1", "3", "", "1 2 3")

    course("quiz", "4", "--json", "result.json", "--pass", "60")

    result = json.loads(bank.read("result.json"))
    asked = result.pop("questions")
    assert result == {
        "format": "course-quiz",
        "version": 1,
        "chapter": "ch04_crud",
        "right": 1,
        "total": 4,
        "percent": 25,
        "passed": False,
    }
    assert asked[2] == {
        "id": "ch04-fill",
        "revision": 1,
        "kind": "fill",
        "answer": None,
        "correct": False,
    }


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["quiz"], 2, "Error: Name a chapter: course quiz 4.\n"),
        (["quiz", "9"], 2, "Error: There is no chapter '9'; there are: "),
        (["quiz", "3"], 1, "Error: quizzes/ch03_models.toml cannot be read: No such"),
        (["quiz", "--prove", "3"], 1, "Error: quizzes/ch03_models.toml cannot be re"),
        (["export-quiz", "4", "--format", "moodle"], 2, "Error: There is no format"),
        (["export-quiz", "4", "--output", "quizzes"], 2, "Error: quizzes cannot be wr"),
    ],
)
def test_a_mistake_of_the_user_is_one_sentence(
    course: RunCourse, arguments: list[str], code: int, sentence: str
) -> None:
    result = course(*arguments)

    assert result.code == code
    assert result.err.startswith(sentence)
    assert result.err.count("\n") == 1


def test_a_result_that_cannot_be_written_is_one_sentence(
    bank: Repository, course: RunCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "q")

    result = course("quiz", "4", "--json", str(bank.root))

    assert result.code == 2
    assert result.err == f"Error: {bank.root} cannot be written: Is a directory.\n"


@pytest.mark.usefixtures("small_course")
def test_without_a_bank_there_is_nothing_to_prove(course: RunCourse) -> None:
    result = course("quiz", "--prove")

    assert result.code == 1
    assert result.err == "Error: No chapter has a quiz: write quizzes/STEM.toml.\n"


def test_prove_counts_the_proofs_of_a_chapter(course: RunCourse) -> None:
    result = course("quiz", "--prove", "4")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "chapter\tquestions\tproven\tcited\tunproven\tskipped\tproblems",
        "ch04_crud\t8\t8\t0\t0\t0\t0",
    ]
