"""The reader's own tests: they pass in any order, and leave nothing behind."""

import hashlib
from pathlib import Path

from .suite import copy_package, run_suite

REVERSE_ORDER = """
def pytest_collection_modifyitems(items):
    items.reverse()
"""

# Each of the two would find the other's rows if the fixtures let anything through:
# a commit, or a commit after the application has rolled back.
NEIGHBOURS = """
import pytest
from sqlalchemy import select

from .models import User

LEFT = {"username": "left", "email": "left@example.com"}
RIGHT = {"username": "right", "email": "right@example.com"}


@pytest.mark.parametrize("time", [1, 2])
def test_a_test_finds_no_row_of_its_neighbour(client, session, time):
    assert session.scalars(select(User.username)).all() == []

    answers = [client.post("/users", json=user) for user in (LEFT, LEFT, RIGHT)]

    assert [answer.status_code for answer in answers] == [201, 409, 201]
    assert set(session.scalars(select(User.username))) == {"left", "right"}
"""


def test_it_passes_and_leaves_no_file(tmp_path: Path) -> None:
    copy_package(tmp_path)
    before = contents(tmp_path)

    done = run_suite(tmp_path, "--tb=short")

    assert done.returncode == 0, done.stdout

    assert contents(tmp_path) == before


def test_it_passes_backwards_and_beside_tests_that_write(tmp_path: Path) -> None:
    package = copy_package(tmp_path)
    (package / "test_neighbours.py").write_text(NEIGHBOURS)
    (tmp_path / "reverse_order.py").write_text(REVERSE_ORDER)

    done = run_suite(tmp_path, "--tb=short", "-p", "reverse_order")

    assert done.returncode == 0, done.stdout


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of every file, so that a changed database counts as well."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
