"""The exercise `test_database`: the learner's tests run where a variable says."""

from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, func, inspect, select, table

from .suite import run_suite

# The chapter's suite has 19: who makes it pass by deleting tests has fewer.
TESTS = 19
IN_MEMORY = ("sqlite None", "sqlite :memory:", "sqlite ")


@pytest.fixture(autouse=True)
def not_elsewhere(base_url: str | None) -> None:
    if base_url:
        pytest.skip("tests the tests of a chapter, and a running server has none")


def test_without_the_variable_your_tests_use_sqlite_in_memory(tmp_path: Path) -> None:
    users = tmp_path / "users.db"  # what the application would use

    run = run_suite(tmp_path, {"DATABASE_URL": f"sqlite:///{users}"})

    assert run.code == 0, run.trouble
    assert run.used in IN_MEMORY, f"the database of your tests is {run.used}"
    assert not users.exists(), "your tests have touched the database of DATABASE_URL"


def test_your_tests_run_on_the_database_that_the_variable_names(
    tmp_path: Path, database_url: URL
) -> None:
    url = database_url.render_as_string(hide_password=False)

    run = run_suite(tmp_path, {"TEST_DATABASE_URL": url})

    named = f"{database_url.get_backend_name()} {database_url.database}"
    assert run.code == 0, run.trouble
    assert run.used == named, "TEST_DATABASE_URL names another one"
    assert run.passed >= TESTS, f"of {TESTS} tests, {run.passed} are left"
    assert count_users(database_url) == 0, "your tests leave rows behind"


def test_where_the_database_cannot_be_opened_your_tests_fail(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'no such folder' / 'test.db'}"

    run = run_suite(tmp_path, {"TEST_DATABASE_URL": url})

    passed = run.code == 0
    assert not passed, "your tests pass, on another database than they were told"


def count_users(url: URL) -> int:
    """Count the rows; who has dropped the table again leaves none."""
    engine = create_engine(url)
    try:
        if not inspect(engine).has_table("users"):
            return 0
        with engine.connect() as connection:
            return connection.scalars(
                select(func.count()).select_from(table("users"))
            ).one()
    finally:
        engine.dispose()
