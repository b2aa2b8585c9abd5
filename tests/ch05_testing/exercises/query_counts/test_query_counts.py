"""The exercise `query_counts`: the learner's tests of what a request costs."""

import pytest

from ...suite import STEM
from ..grading import RIGHT, Change, endings, grade

FILE = "test_costs.py"
MISSING = f"there is no {STEM}/{FILE} yet"

ROWS = "session.scalars(users.order_by(User.id).offset(first).limit(page_size))"
LIST = f"    rows = {ROWS}\n"
COMMIT = "    commit(session, values, user_id)\n    return user\n"
FIND = "    session.delete(find_user(session, user_id))\n"
READ = "    return find_user(session, user_id)\n"

# What is wrong: the text in main.py, and what takes its place.
WRONG: dict[str, Change] = {
    "every user is read for one page": (
        LIST,
        "    everybody = session.scalars(users.order_by(User.id)).all()\n"
        "    rows = everybody[first : first + page_size]\n",
    ),
    "each user of a page is read twice": (
        LIST,
        f"    rows = {ROWS}.all()\n"
        "    for user in rows:\n"
        "        session.refresh(user)\n",
    ),
    "a single user is read twice": (
        READ,
        "    user = find_user(session, user_id)\n"
        "    session.refresh(user)\n"
        "    return user\n",
    ),
    "an empty PATCH writes": (
        COMMIT,
        f"    user.updated_at = func.now()\n{COMMIT}",
    ),
    "a PATCH asks before it writes": (
        COMMIT,
        f"    with session.no_autoflush:\n"
        "        raise_if_taken(session, values, user_id)\n"
        f"{COMMIT}",
    ),
    "a DELETE reads the user twice": (
        FIND,
        "    session.refresh(find_user(session, user_id))\n" + FIND,
    ),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the learner's tests once, on all applications."""
    return grade(tmp_path_factory.mktemp("query_counts"), FILE, WRONG)


def test_your_tests_pass_on_the_right_application(reports: dict[str, str]) -> None:
    assert reports, MISSING

    assert endings(reports[RIGHT]) == {"PASSED"}, reports[RIGHT] or "no test ran"


@pytest.mark.parametrize("error", WRONG)
def test_your_tests_find_that(reports: dict[str, str], error: str) -> None:
    assert reports, MISSING

    assert "FAILED" in endings(reports[error]), f"no test fails although {error}"
