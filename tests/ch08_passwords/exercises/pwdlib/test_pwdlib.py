"""The exercise `pwdlib`: another library behind `security.py`, and nobody notices."""

import pytest

from ...hashes import BCRYPT
from .probe import Answer, Report, ask

# Hashes of `Passw0rd` that passlib made; the last one with the costs of the tests.
SALT = "YSBzYWx0IG9mIHNpeHRlZQ"
OLD = f"$argon2id$v=19$m=16,t=2,p=1${SALT}$0S7kG12ick6pnlw1L+lrCB7p5CUONITE9asOpO5VYDg"
OF_TODAY = (
    "$argon2id$v=19$m=8,t=1,p=1$9N47Z4wxxnhPiVGqdW6tVQ"
    "$DZdXdMvJtlKO1OaXJ8GU0FLn7q09WGWgCCb3IDttR+o"
)
COST = "$argon2id$v=19$m=8,t=1,p=1$"

UNREADABLE = {
    "empty": "",
    "the password itself": "Passw0rd",
    "of bcrypt": BCRYPT,
    "cut off in the salt": OLD[:40],
    "cut off in the hash": OLD[:56],
    "no base64": OLD.replace(SALT, f"!{SALT[1:]}"),
    "too little memory": OLD.replace("m=16", "m=1"),
    "not ASCII": OLD.replace(SALT, f"ä{SALT[1:]}"),
}

QUESTIONS: dict[str, tuple[str | None, str]] = {
    "right, out of date": (OLD, "Passw0rd"),
    "right, of today": (OF_TODAY, "Passw0rd"),
    "wrong, out of date": (OLD, "passw0rd"),
    "wrong, of today": (OF_TODAY, "passw0rd"),
    "no hash": (None, "Passw0rd"),
    "too long": (OF_TODAY, "Passw0rd" * 9),
    "half a character": (OF_TODAY, "\ud800"),
} | {name: (hashed, "Passw0rd") for name, hashed in UNREADABLE.items()}


@pytest.fixture(scope="module")
def report(pytestconfig: pytest.Config) -> Report:
    if pytestconfig.getoption("--base-url"):
        pytest.skip("looks at the files, and a running server has read them")
    return ask(list(QUESTIONS.values()))


def answer_to(report: Report, question: str) -> Answer:
    """Return the answer to one of QUESTIONS."""
    assert not report.trouble, f"without passlib: {report.trouble}"
    return report.answers[list(QUESTIONS).index(question)]


def test_the_shop_starts_without_passlib(report: Report) -> None:
    assert not report.trouble, f"without passlib: {report.trouble}"


def test_a_new_hash_costs_what_the_settings_say(report: Report) -> None:
    assert not report.trouble, f"without passlib: {report.trouble}"

    assert report.made.startswith(COST), report.made


def test_a_new_hash_fits_its_password_and_no_other(report: Report) -> None:
    assert not report.trouble, f"without passlib: {report.trouble}"

    fits, does_not = report.answers[-2:]

    assert (fits.outcome, fits.new_hash) == (True, None)
    assert (does_not.outcome, does_not.new_hash) == (False, None)


def test_who_has_a_hash_of_passlib_still_gets_in(report: Report) -> None:
    answer = answer_to(report, "right, of today")

    assert (answer.outcome, answer.lines) == (True, [])
    assert answer.new_hash is None


def test_a_hash_that_is_out_of_date_is_made_anew(report: Report) -> None:
    answer = answer_to(report, "right, out of date")

    assert (answer.outcome, answer.lines) == (True, [])
    assert answer.new_hash is not None
    assert answer.new_hash.startswith(COST), answer.new_hash


@pytest.mark.parametrize(
    "question",
    ["wrong, out of date", "wrong, of today", "no hash", "too long"]
    + ["half a character"],
)
def test_a_wrong_password_stays_outside(report: Report, question: str) -> None:
    answer = answer_to(report, question)

    assert (answer.outcome, answer.new_hash) == (False, None)
    assert answer.lines == []
    assert answer.comparisons == 1


@pytest.mark.parametrize("question", UNREADABLE)
def test_an_unreadable_hash_is_a_wrong_password_and_a_line(
    report: Report, question: str
) -> None:
    answer = answer_to(report, question)

    assert (answer.outcome, answer.new_hash) == (False, None)
    assert answer.lines == ["The password hash of user 7 is unreadable"]
    assert answer.comparisons == 1
