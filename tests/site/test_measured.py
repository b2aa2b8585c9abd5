"""What the page of chapter 12 says in its own words is what was measured last.

`--record` of tests/expand_contract.py, batches.py and lock_waits.py writes the files.
"""

import re

import pytest

from course.manifest import ROOT

PAGE = ROOT / "docs/chapters/ch12_migrations_with_data.md"
MEASURED = ROOT / "docs/recorded/measured"
TITLES = {"postgresql": "PostgreSQL", "mysql": "MariaDB", "sqlite": "SQLite"}


@pytest.fixture(scope="module")
def page() -> str:
    """The page's Markdown as one line: how it is wrapped does not matter."""
    return " ".join(PAGE.read_text(encoding="utf-8").split())


def parts_of(name: str) -> dict[str, str]:
    """Return what a file says of each database."""
    text = (MEASURED / name).read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=\w)", text)[1:]
    return {re.split(r"\W", part)[0]: part for part in parts}


def numbers(pattern: str, text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(pattern, text)]


def requests_of(name: str, database: str) -> tuple[str, str]:
    """Return how many requests there were, and how many failed, as a page has it."""
    found = re.search(r"(?m)^ +all +(\d+) +(\d+)$", parts_of(name)[database])
    assert found
    return f"{int(found[1]):,}", f"{int(found[2]):,}"


def test_requests_in_small_steps(page: str) -> None:
    mysql = requests_of("small-steps.txt", "mysql")
    postgresql = requests_of("small-steps.txt", "postgresql")

    assert (mysql[1], postgresql[1]) == ("0", "0")
    assert f"{mysql[0]} of them on MariaDB, {postgresql[0]} on PostgreSQL, " in page


def test_requests_in_one_step(page: str) -> None:
    (many, failed), (more, too) = (
        requests_of("one-step.txt", name) for name in ("mysql", "postgresql")
    )

    assert f"{failed} of {many} requests failed on MariaDB, " in page
    assert f"and {too} of {more} on PostgreSQL, " in page


@pytest.mark.parametrize("database", TITLES)
def test_batches(page: str, database: str) -> None:
    part = parts_of("batches.txt")[database]
    batches, at_once = numbers(r": +([\d.]+) s\n", part)
    wait, wait_at_once = numbers(r"meanwhile: (\d+) ms", part)
    few, many = numbers(r"([\d.]+) MB with", part)

    row = (
        f"| {TITLES[database]} | {batches} s / {at_once} s "
        f"| {wait / 1000:.1f} s / {wait_at_once / 1000:.1f} s |"
    )
    assert row in page
    assert many - few <= 1
    assert "at most 1 MB more than with 10,000 users" in page


def test_waiting_behind_a_lock(page: str) -> None:
    parts = parts_of("locks.txt")
    behind, meanwhile = numbers(r"meanwhile: (\d+) ms", parts["postgresql"])
    mysql = numbers(r"meanwhile: (\d+) ms", parts["mysql"])

    assert (
        f"waited for up to {behind / 1000:.1f} seconds behind a plain `ALTER TABLE` on "
        f"PostgreSQL, and for {meanwhile / 1000:.2f} behind this `env.py`; on MariaDB "
        f"{mysql[0] / 1000:.1f} and {mysql[1] / 1000:.2f} "
    ) in page
