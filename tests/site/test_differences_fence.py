"""The fence `differences`: answers of databases, from recordings only."""

import re
from pathlib import Path

import pytest

from course.site.errors import FenceError

from .conftest import Render, write
from .html import read_blocks

FENCE = "```differences\n```"
TABLE = """
[[themes]]
file = "text"
title = "Text"

[[themes.probes]]
name = "too_long"
title = "Is it too long?"
why = "Because of [this](https://example.org)."
elsewhere = "MySQL refuses it."

[[themes.probes]]
name = "empty"
title = "Is it empty?"
why = "Because."
"""
PROBES = '''"""Probes."""

from .database import Database


def too_long(db: Database) -> str:
    _make(db)
    return "x"


def empty(db: Database) -> str:
    return "y"


def _make(db: Database) -> None:
    db.run("CREATE TABLE people (name TEXT)")


def short(text: str) -> str:
    return text[:3]
'''
DESCRIBE = 'def describe(db: Database) -> str:\n    return "SQLite"\n'
RECORDED = {
    "server.sqlite": "SQLite 3.40",
    "server.mysql": "MariaDB 10.11\nsql_mode = STRICT",
    "server.postgresql": "PostgreSQL 18",
    "too_long.sqlite": "The INSERT works\nStored: '<b>'",
    "too_long.mysql": "The INSERT fails: (1406, 'Data too long & more')",
    "too_long.postgresql": "The INSERT fails: value too long",
    "empty.sqlite": "No",
    "empty.mysql": "No",
    "empty.postgresql": "No",
}


@pytest.fixture
def table(repository: Path) -> Path:
    """A repository with two probes in a table, and their recordings."""
    write(repository / "tests/differences/table.toml", TABLE)
    write(repository / "tests/differences/text.py", PROBES)
    write(repository / "tests/differences/server.py", DESCRIBE)
    for name, text in RECORDED.items():
        write(repository / f"docs/recorded/differences/{name}.txt", text)
    return repository


@pytest.mark.usefixtures("table")
def test_each_probe_has_a_heading_and_its_reason_below(render: Render) -> None:
    html = render(FENCE)

    assert '<h2 id="text">Text</h2>' in html
    assert '<h3 id="too-long">Is it too long?</h3>' in html
    assert 'Because of <a href="https://example.org">this</a>.' in html
    assert "<p>Not asked here: MySQL refuses it.</p>" in html
    assert html.index('id="too-long"') < html.index('id="empty"')


@pytest.mark.usefixtures("table")
def test_the_answers_are_the_recorded_lines(render: Render) -> None:
    html = render(FENCE)

    assert _answers(html, "too_long", "sqlite") == (
        "<dt>SQLite</dt><dd>The INSERT works</dd><dd>Stored: '&lt;b&gt;'</dd>"
    )


@pytest.mark.usefixtures("table")
def test_what_the_database_says_is_code(render: Render) -> None:
    html = render(FENCE)

    assert _answers(html, "too_long", "mysql") == (
        '<dt>MySQL (MariaDB)</dt><dd class="course-fails">The INSERT fails: '
        "<code>(1406, 'Data too long &amp; more')</code></dd>"
    )


@pytest.mark.usefixtures("table")
def test_the_servers_come_first_and_the_themes_after_them(render: Render) -> None:
    html = render(FENCE)

    assert _answers(html, "server", "mysql") == (
        "<dt>MySQL (MariaDB)</dt><dd>MariaDB 10.11</dd><dd>sql_mode = STRICT</dd>"
    )
    assert '<p>2 questions: <a href="#text">Text</a>.</p>' in html
    assert html.index("server.mysql") < html.index("2 questions") < html.index("<h2")


@pytest.mark.usefixtures("table")
def test_the_probe_is_one_click_away_with_what_it_calls(render: Render) -> None:
    html = render(FENCE)

    first, second = read_blocks(html)
    assert html.count("<details><summary>The probe <code>") == 2
    assert first.title == "tests/differences/text.py"
    assert [line for line in first.code.splitlines() if line.startswith("def")] == [
        "def too_long(db: Database) -> str:",
        "def _make(db: Database) -> None:",
    ]
    assert second.code == 'def empty(db: Database) -> str:\n    return "y"\n'


@pytest.mark.usefixtures("table")
def test_a_product_that_has_the_name_stands_in_for_nobody(
    render: Render, table: Path
) -> None:
    write(table / "docs/recorded/differences/server.mysql.txt", "MySQL 8.4")

    assert "<dt>MySQL</dt><dd>MySQL 8.4</dd>" in render(FENCE)


@pytest.mark.parametrize(
    "name", ["empty.mysql.txt", "too_long.sqlite.txt", "server.postgresql.txt"]
)
def test_a_probe_without_a_recording_fails(
    render: Render, table: Path, name: str
) -> None:
    (table / "docs/recorded/differences" / name).unlink()

    with pytest.raises(FenceError, match=f"'{name}' has no place in docs/recorded"):
        render(FENCE)


@pytest.mark.parametrize("name", ["full.mysql.txt", "empty.oracle.txt"])
def test_a_recording_without_a_probe_fails(
    render: Render, table: Path, name: str
) -> None:
    write(table / "docs/recorded/differences" / name, "No")

    with pytest.raises(FenceError, match=f"'{name}' has no probe"):
        render(FENCE)


def test_a_probe_that_the_table_lacks_fails(render: Render, table: Path) -> None:
    probe = 'def full(db: Database) -> str:\n    return "z"\n'
    write(table / "tests/differences/more.py", probe)

    with pytest.raises(FenceError, match="'full' has no place in tests/differences"):
        render(FENCE)


def test_a_row_without_a_probe_fails(render: Render, table: Path) -> None:
    path = table / "tests/differences/text.py"
    write(path, PROBES.replace("def empty", "def filled"))

    with pytest.raises(FenceError, match="'empty' has no probe in tests/differences"):
        render(FENCE)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('why = "Because."', "", "lacks a key, or has one too many: .*'why'"),
        ('why = "Because."', 'why = ""\nwhere = ""', "one too many: .*'where'"),
        ('file = "text"', "", "lacks a key, or has one too many: 'file'"),
        ("[[themes]]", "[[themes", "Cannot read tests/differences/table.toml"),
    ],
)
def test_a_table_that_is_not_written_as_it_should_be_fails(
    render: Render, table: Path, old: str, new: str, message: str
) -> None:
    write(table / "tests/differences/table.toml", TABLE.replace(old, new))

    with pytest.raises(FenceError, match=message):
        render(FENCE)


def test_a_missing_table_fails(render: Render) -> None:
    with pytest.raises(FenceError, match="Cannot read tests/differences/table.toml"):
        render(FENCE)


def test_the_fence_takes_no_arguments(render: Render) -> None:
    with pytest.raises(FenceError, match="Expected: differences"):
        render("```differences text\n```")


def _answers(html: str, name: str, database: str) -> str:
    """Return what stands in the box of a probe's answer on a database."""
    recording = re.escape(f'data-recording="differences/{name}.{database}.txt"')
    found = re.search(rf"<div [^>]*{recording}>(.*?)</div>", html)
    assert found, "every probe has a box for every database"
    return found[1]
