"""The fence `code`: exact text, symbols, highlights, notes."""

from pathlib import Path

import pytest

from course.manifest import ROOT
from course.site.errors import FenceError

from .conftest import MAIN_1, MAIN_2, MODELS_3, Render, write
from .html import Block, read_blocks


def block_of(html: str) -> Block:
    [block] = read_blocks(html)
    return block


def test_a_whole_file_is_shown_exactly(render: Render) -> None:
    block = block_of(render("```code ch02_table/main.py\n```"))

    assert block.code == MAIN_2
    assert block.title == "chapters/ch02_table/main.py"
    assert block.data == {"kind": "code", "file": "chapters/ch02_table/main.py"}


@pytest.mark.parametrize(
    "text",
    [
        "\n\nx = 1\n\n\n",
        "x = 1",
        "\tx\t= 1  \n",
        'x = """\n</code></pre>\n&amp; {{ y }} \\n <br>\n"""\n',
        "größe = '…'\n",
        "",
    ],
)
def test_text_is_exact_to_the_byte(render: Render, repository: Path, text: str) -> None:
    write(repository / "tests/odd.py", text)

    assert block_of(render("```code tests/odd.py\n```")).code == text


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("demos/ch02_table/no_commit.py", "no_commit.py"),
        ("tests/ch02_table/test_users.py", "tests/ch02_table/test_users.py"),
        ("requirements.in", "requirements.in"),
        ("demos/ch02_table/release_1/models.py", "chapters/ch02_table/models.py"),
    ],
)
def test_the_title_is_the_path_in_the_readers_folder(
    render: Render, path: str, title: str
) -> None:
    block = block_of(render(f"```code {path}\n```"))

    assert block.title == title
    assert block.data["file"] == title


@pytest.mark.parametrize(
    ("symbols", "shown"),
    [
        ("app", "app = FastAPI()\n"),
        ("users", "# Everybody who has registered.\nusers: list[str] = []\n"),
        ("@imports", "from fastapi import FastAPI\n"),
        ("list_users", MAIN_1[MAIN_1.index("@app") :]),
        (
            "app @imports",
            "from fastapi import FastAPI\n\napp = FastAPI()\n",
        ),
        ("list_users users", MAIN_1[MAIN_1.index("# Every") :]),
        ("app list_users", "app = FastAPI()\n\n\n" + MAIN_1[MAIN_1.index("@app") :]),
    ],
)
def test_symbols_are_shown_in_the_files_order(
    render: Render, symbols: str, shown: str
) -> None:
    block = block_of(render(f"```code ch01_list/main.py {symbols}\n```"))

    assert block.code == shown
    assert block.data["symbol"] == symbols


@pytest.mark.parametrize(
    ("symbols", "shown"),
    [
        ("User", MODELS_3[MODELS_3.index("@dataclass") :]),
        ("User.greet", MODELS_3[MODELS_3.index("    def greet") :]),
        ("User.id", "    id: int\n"),
        (
            "User.id User.greet",
            "    id: int\n\n" + MODELS_3[MODELS_3.index("    def") :],
        ),
    ],
)
def test_classes_and_their_members_are_symbols(
    render: Render, symbols: str, shown: str
) -> None:
    block = block_of(render(f"```code ch03_more/models.py {symbols}\n```"))

    assert block.code == shown


def test_a_call_that_stands_alone_is_a_symbol(render: Render, repository: Path) -> None:
    text = "app = make()\nset_up(app, 1)\napp.include(\n    2,\n)\n"
    write(repository / "tests/calls.py", text)

    block = block_of(render("```code tests/calls.py set_up() app.include()\n```"))

    assert block.code == "set_up(app, 1)\napp.include(\n    2,\n)\n"


def test_every_name_of_an_assignment_is_a_symbol(
    render: Render, repository: Path
) -> None:
    write(repository / "tests/odd.py", "x, [y, *_] = a.b, c[0] = d\ne.f = 1\n")

    block = block_of(render("```code tests/odd.py y\n```"))

    assert block.code == "x, [y, *_] = a.b, c[0] = d\n"


def test_since_highlights_what_is_new(render: Render) -> None:
    block = block_of(render("```code ch03_more/models.py since=ch02\n```"))

    assert block.marked == ["    name: str\n"]
    assert block.code == MODELS_3


def test_since_compares_the_same_symbol(render: Render) -> None:
    block = block_of(render('```code ch02_table/main.py list_users since="ch01"\n```'))

    assert block.marked == ['    return ["a < b & c"]\n']


def test_since_highlights_a_symbol_that_is_new_beside_an_old_one(
    render: Render,
) -> None:
    page = "```code ch02_table/main.py app count_users since=ch01\n```"

    block = block_of(render(page))

    assert "".join(block.marked) == MAIN_2[MAIN_2.index('@app.get("/count")') :]


@pytest.mark.parametrize(
    "page",
    [
        "```code ch02_table/models.py since=ch01\n```",
        "```code ch02_table/main.py count_users since=ch01\n```",
    ],
)
def test_what_is_wholly_new_is_not_highlighted(render: Render, page: str) -> None:
    assert block_of(render(page)).marked == []


def test_a_highlight_marks_each_line_that_holds_its_text(render: Render) -> None:
    page = "```code ch02_table/main.py\nhighlight: @app.get\nhighlight: return 1\n```"

    block = block_of(render(page))

    assert block.marked == [
        '@app.get("/users")\n',
        '@app.get("/count")\n',
        "    return 1\n",
    ]


def test_notes_stand_below_the_block_as_markdown(render: Render) -> None:
    page = (
        "```code ch01_list/main.py\n"
        "note: def list_users() -> list[str] -> All of **them**,\n"
        "  in a [list](x.md).\n"
        "\n"
        "note: app -> It -> works.\n"
        "```\n\nAfter."
    )

    html = render(page)

    assert (
        "</code></pre></div>\n<dl>\n<dt><code>def list_users() -&gt; list[str]" in html
    )
    assert (
        '<dd>All of <strong>them</strong>, in a <a href="x.md">list</a>.</dd>' in html
    )
    assert (
        "<dt><code>app</code></dt>\n<dd>It -&gt; works.</dd>\n</dl>\n<p>After." in html
    )


def test_a_noted_text_may_hold_backticks(render: Render, repository: Path) -> None:
    write(repository / "tests/odd.py", "x = '`'\n")

    html = render("```code tests/odd.py\nnote: '`' -> A tick.\n```")

    assert "<dt><code>'`'</code></dt>" in html


def test_lang_colours_as_another_language(render: Render) -> None:
    html = render("```code requirements.in lang=python\n```")

    assert '<span class="n">fastapi</span>' in html


@pytest.mark.parametrize(
    ("fence", "expected"),
    [
        ("ch01_lst/main.py", "no chapter 'ch01_lst'. Did you mean ch01_list?"),
        ("ch09/main.py", "There is: ch01_list, ch02_table, ch03_more."),
        ("ch02_table/model.py", "chapters/ch02_table. Did you mean models.py?"),
        ("ch02_table/", "There is: main.py, models.py, notes.txt."),
        ("chapters/ch01_list/main.py", "expected: code ch01_list/main.py"),
        ("demos/ch02_table/x.py", "no file 'docs/demos/ch02_table/x.py'. There is"),
        ("tests/ch02_table/test_user.py", "Did you mean test_users.py?"),
        ("tests/nowhere/x.py", "There is none."),
        ("../x.py", "leads out of the repository"),
        ("ch01_list/main.py list_user", "Did you mean list_users?"),
        ("ch01_list/main.py zzz", "There is: @imports, app, list_users, users."),
        ("requirements.in fastapi", "is not a Python file, so it has no symbols"),
        ("ch03_more/models.py User User.id", "is in two of the symbols User, User.id"),
        ("ch02_table/main.py since=ch1", "no chapter 'ch1'. Did you mean"),
        ("ch02_table/main.py since=ch02", "Expected a chapter before ch02"),
        ("ch02_table/main.py since=ch03", "Expected a chapter before ch02"),
        ("ch03_more/main.py since=ch02", "changed since ch02: leave out since="),
        ("ch02_table/main.py app since=ch01", "changed since ch01: leave out since="),
        ("tests/ch02_table/test_users.py since=ch01", "is not a chapter's file"),
        ("requirements.in lang=pyton", "no language 'pyton'. Did you mean python?"),
    ],
)
def test_a_name_that_is_not_there_fails_the_page(
    render: Render, fence: str, expected: str
) -> None:
    with pytest.raises(FenceError) as caught:
        render(f"# Title\n\n```code {fence}\n```")

    message = str(caught.value)
    assert message.startswith(f"The page, line 3: ```code {fence}\n")
    assert expected in message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("highlight: nowhere", "No line that is shown holds the highlight's text"),
        ("note: list_user() -> Sentence.", "The nearest: "),
        ("note: app", "there is no sentence in: app"),
        ("note: users: list[str] = []", "there is no sentence in: users"),
        ("note: def list_users() -> list[str]", "there is no sentence in: def"),
        ("hilight: app", "Expected 'highlight: TEXT' or 'note: TEXT -> SENTENCE'"),
        ("app = FastAPI()", "found: app = FastAPI()"),
    ],
)
def test_a_mark_that_matches_nothing_fails_the_page(
    render: Render, line: str, expected: str
) -> None:
    with pytest.raises(FenceError) as caught:
        render(f"```code ch01_list/main.py\nhighlight: app\n{line}\n```")

    message = str(caught.value)
    assert message.startswith(f"The page, line 3: {line}\n")
    assert expected in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = (\n", "tests/odd.py, line 1, is not Python"),
        ("x = 1\nx = 2\n", "'x' is defined on lines 1 and 2 of tests/odd.py"),
    ],
)
def test_a_file_without_clear_symbols_fails_the_page(
    render: Render, repository: Path, text: str, expected: str
) -> None:
    write(repository / "tests/odd.py", text)

    with pytest.raises(FenceError, match=expected):
        render("```code tests/odd.py x\n```")


def test_a_file_that_is_not_text_fails_the_page(
    render: Render, repository: Path
) -> None:
    (repository / "tests" / "odd.py").write_bytes(b"\xff\n")

    with pytest.raises(FenceError, match="'tests/odd.py' is not a text in UTF-8"):
        render("```code tests/odd.py\n```")


def test_a_broken_manifest_fails_the_page(render: Render, repository: Path) -> None:
    write(repository / "chapters/chapters.toml", "[[chapter]]\n")

    with pytest.raises(FenceError, match=r"chapters.toml: expected \[\[chapters\]\]"):
        render("```code ch01_list/main.py\n```")


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").glob("ch*/**/*.py")))
def test_every_file_of_the_course_is_shown_exactly(
    render: Render, repository: Path, path: Path
) -> None:
    write(repository / "tests" / path.name, path.read_bytes().decode())

    block = block_of(render(f"```code tests/{path.name}\n```"))

    assert block.code == path.read_bytes().decode()
