"""The exercise `conflict_tests`: the learner's tests of a taken name in a PATCH."""

import pytest

from ...suite import STEM
from ..grading import RIGHT, Change, endings, grade

FILE = "test_conflicts.py"
MISSING = f"there is no {STEM}/{FILE} yet"

COMMIT = "    commit(session, values, user_id)\n    return user\n"
SET_ALL = "        setattr(user, name, value)\n"
TRY_TO_COMMIT = "    try:\n        commit(session, values, user_id)\n"

# What is wrong: the text in main.py, and what takes its place.
WRONG: dict[str, Change] = {
    "a taken name ends in an exception": (
        COMMIT,
        "    session.commit()\n    return user\n",
    ),
    "a taken name is answered with 200": (
        COMMIT,
        f"{TRY_TO_COMMIT}    except (UsernameTakenError, EmailTakenError):\n"
        "        session.refresh(user)\n    return user\n",
    ),
    "a taken address is called a taken name": (
        COMMIT,
        f"{TRY_TO_COMMIT}    except EmailTakenError as error:\n"
        "        raise UsernameTakenError from error\n    return user\n",
    ),
    "half of a refused change is kept": (
        SET_ALL + COMMIT,
        f"{SET_ALL}    {COMMIT}",
    ),
    "a user is in her own way": (
        COMMIT,
        COMMIT.replace("user_id", "0"),
    ),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the learner's tests once, on all applications."""
    return grade(tmp_path_factory.mktemp("conflict_tests"), FILE, WRONG)


def test_your_tests_pass_on_the_right_application(reports: dict[str, str]) -> None:
    assert reports, MISSING

    assert endings(reports[RIGHT]) == {"PASSED"}, reports[RIGHT] or "no test ran"


@pytest.mark.parametrize("error", WRONG)
def test_your_tests_find_that(reports: dict[str, str], error: str) -> None:
    assert reports, MISSING

    assert "FAILED" in endings(reports[error]), f"no test fails although {error}"
