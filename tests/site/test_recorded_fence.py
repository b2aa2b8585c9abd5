"""The fence `recorded`: transcripts, SQL by database, messages, tables."""

from pathlib import Path

import pytest

from course.site.errors import FenceError

from .conftest import Render, write
from .html import read_blocks

TRANSCRIPT = """$ curl -i --json '{"username": "ada"}' \\
>   http://127.0.0.1:8000/users
HTTP/1.1 201 Created
content-type: application/json

{"id": 1, "created_at": "…"}

$ cd chapters
$ ls
ch01_list
"""


@pytest.fixture
def recorded(repository: Path) -> Path:
    """The folder of one chapter's recordings."""
    folder = repository / "docs/recorded/ch02_table"
    write(folder / "create.http", TRANSCRIPT)
    write(folder / "create.console", TRANSCRIPT)
    write(folder / "create.sqlite.sql", "INSERT INTO users VALUES (?)\n-- ('ada',)\n")
    write(folder / "message.txt", "no such table: <users>\n")
    write(folder / "differ.tsv", "database\tnames\nSQLite\t<any>\nMySQL\tone\n")
    return folder


@pytest.mark.parametrize("kind", ["http", "console"])
@pytest.mark.usefixtures("recorded")
def test_a_transcript_is_commands_and_their_outputs(render: Render, kind: str) -> None:
    blocks = read_blocks(render(f"```recorded ch02_table/create.{kind}\n```"))

    assert [(block.data["kind"], block.code) for block in blocks] == [
        (
            "command",
            'curl -i --json \'{"username": "ada"}\' \\\n'
            "  http://127.0.0.1:8000/users\n",
        ),
        (
            "output",
            "HTTP/1.1 201 Created\ncontent-type: application/json\n\n"
            '{"id": 1, "created_at": "…"}\n',
        ),
        ("command", "cd chapters\n"),
        ("command", "ls\n"),
        ("output", "ch01_list\n"),
    ]
    assert {block.data["recording"] for block in blocks} == {
        f"ch02_table/create.{kind}"
    }


@pytest.mark.usefixtures("recorded")
def test_only_the_first_line_of_a_command_has_the_first_prompt(render: Render) -> None:
    html = render("```recorded ch02_table/create.http\n```")

    first = html.partition("</pre>")[0]
    assert first.count('<span class="course-prompt">') == 1
    assert first.count('<span class="course-continued">') == 1


@pytest.mark.usefixtures("recorded")
def test_a_title_stands_over_the_first_block_only(render: Render) -> None:
    page = '```recorded ch02_table/create.http title="Make <Ada>"\n```'

    blocks = read_blocks(render(page))

    assert [block.title for block in blocks] == ["Make <Ada>", "", "", "", ""]


def test_sql_of_several_databases_is_in_tabs(render: Render, recorded: Path) -> None:
    write(recorded / "create.postgresql.sql", "INSERT ... RETURNING id\n")
    write(recorded / "create.mysql.sql", "INSERT ...\n")
    page = "```recorded ch02_table/create.sql\n```"

    html = render(f"{page}\n\n{page}\n\nAfter.")

    blocks = read_blocks(html)
    labels = ["SQLite", "MySQL", "PostgreSQL"]
    found = [html.index(f">{label}</label>") for label in labels]
    assert found == sorted(found)
    assert html.count('class="tabbed-set') == 2
    assert [block.data["database"] for block in blocks[:3]] == [
        "sqlite",
        "mysql",
        "postgresql",
    ]
    assert blocks[0].code == "INSERT INTO users VALUES (?)\n-- ('ada',)\n"
    assert blocks[2].data["recording"] == "ch02_table/create.postgresql.sql"


@pytest.mark.parametrize(
    ("option", "title"), [("", "SQL (SQLite)"), (' title="Save"', "Save (SQLite)")]
)
@pytest.mark.usefixtures("recorded")
def test_sql_of_one_database_says_which(
    render: Render, option: str, title: str
) -> None:
    [block] = read_blocks(render(f"```recorded ch02_table/create.sql{option}\n```"))

    assert block.title == title
    assert block.data["kind"] == "sql"


@pytest.mark.usefixtures("recorded")
def test_a_text_is_an_error_message(render: Render) -> None:
    [block] = read_blocks(render("```recorded ch02_table/message.txt\n```"))

    assert block.code == "no such table: <users>\n"
    assert block.data == {"kind": "error", "recording": "ch02_table/message.txt"}


def test_what_was_measured_belongs_to_no_chapter(
    render: Render, repository: Path
) -> None:
    write(repository / "docs/recorded/measured/speed.txt", "3 s\n")

    [block] = read_blocks(render("```recorded measured/speed.txt\n```"))

    assert block.code == "3 s\n"


def test_a_traceback_is_coloured_as_one(render: Render, recorded: Path) -> None:
    text = "Traceback (most recent call last):\n  …\nValueError: no\n"
    write(recorded / "traceback.txt", text)

    html = render("```recorded ch02_table/traceback.txt\n```")

    assert '<span class="gt">Traceback (most recent call last):</span>' in html
    assert read_blocks(html)[0].code == text


@pytest.mark.usefixtures("recorded")
def test_a_table_has_headings_and_a_name(render: Render) -> None:
    html = render('```recorded ch02_table/differ.tsv title="They differ"\n```')

    assert 'role="region" aria-label="They differ" tabindex="0"' in html
    assert "<caption>They differ</caption>" in html
    assert '<th scope="col">database</th><th scope="col">names</th>' in html
    assert '<tr><th scope="row">SQLite</th><td>&lt;any&gt;</td></tr>' in html


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ch02_table/creat.http", "docs/recorded/ch02_table/creat.http'. Did you mean"),
        ("ch01_list/create.http", "There is none."),
        ("ch02_tabl/create.http", "Did you mean ch02_table?"),
        ("ch02_table/creates.sql", "'creates.sql' in docs/recorded/ch02_table. Did"),
        ("ch02_table/create.htm", "ends in .http, .console, .sql, .txt, .tsv"),
        ("ch02_table/create", "found 'ch02_table/create'"),
    ],
)
@pytest.mark.usefixtures("recorded")
def test_an_unknown_recording_fails_the_page(
    render: Render, name: str, expected: str
) -> None:
    with pytest.raises(FenceError) as caught:
        render(f"# Title\n\n```recorded {name}\n```")

    message = str(caught.value)
    assert message.startswith(f"The page, line 3: ```recorded {name}\n")
    assert expected in message


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("bad.http", "HTTP/1.1 200 OK\n", "must begin with a command"),
        ("bad.console", "", "must begin with a command"),
        ("bad.tsv", "", "table is empty"),
        ("bad.tsv", "a\tb\n1\t2\n1\n", "Row 2 of the recorded table has 1 cells"),
    ],
)
def test_a_recording_that_is_not_in_its_format_fails_the_page(
    render: Render, recorded: Path, name: str, text: str, expected: str
) -> None:
    write(recorded / name, text)

    with pytest.raises(FenceError, match=expected):
        render(f"```recorded ch02_table/{name}\n```")
