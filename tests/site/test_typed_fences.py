"""The fences `bash`, `console` and `text`, the remark `aside`, and marked steps."""

from pathlib import Path

import pytest

from course.site.errors import FenceError
from course.site.typed_fences import UNRECORDED

from .conftest import Render, write
from .html import read_blocks

RECORDED = "$ echo one\none\n\n$ echo \\\n> two\ntwo\n"


def test_commands_have_prompts_that_are_not_copied(render: Render) -> None:
    html = render("```bash\ncd shop\ncurl \\\n  -i\n\npython -c '\nprint(1)\n'\n```\n")

    (block,) = read_blocks(html)
    assert block.data == {"kind": "command"}
    assert block.code == "cd shop\ncurl \\\n  -i\npython -c '\nprint(1)\n'\n"
    assert html.count("course-prompt") == 3
    assert html.count("course-continued") == 3


def test_a_block_may_say_why_it_is_no_step(render: Render) -> None:
    html = render('```bash aside="only with <Docker>."\ndocker ps\n```\n')

    assert html.startswith('<div class="course-aside"><div class="highlight')
    assert "<p>Not a step: only with &lt;Docker&gt;.</p></div>" in html


@pytest.mark.parametrize(
    "fence",
    [
        'code ch02_table/main.py list_users aside="old."',
        'recorded ch02_table/a.console aside="old."',
        'recorded ch02_table/a.txt aside="old."',
        'recorded ch02_table/a.sql aside="old."',
    ],
)
def test_code_and_recordings_may_say_it_too(
    render: Render, repository: Path, fence: str
) -> None:
    folder = repository / "docs" / "recorded" / "ch02_table"
    write(folder / "a.console", RECORDED)
    write(folder / "a.txt", "Error\n")
    write(folder / "a.sqlite.sql", "SELECT 1\n")

    assert "<p>Not a step: old.</p>" in render(f"```{fence}\n```\n")


def test_a_typed_command_has_its_recorded_output(
    render: Render, repository: Path
) -> None:
    write(repository / "docs/recorded/typed/ch02_table/a.console", RECORDED)

    html = render("```console ch02_table/a.console\necho one\necho \\\ntwo\n```\n")

    assert [(b.data["kind"], b.code) for b in read_blocks(html)] == [
        ("command", "echo one\n"),
        ("output", "one\n"),
        ("command", "echo \\\ntwo\n"),
        ("output", "two\n"),
    ]
    assert html.count(" data-typed=") == 2


def test_while_the_robot_records_no_output_is_there(
    render: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(UNRECORDED, "1")

    html = render("```console ch02_table/a.console\necho one\n```\n")

    assert [b.data["kind"] for b in read_blocks(html)] == ["command"]


@pytest.mark.parametrize(
    ("fence", "problem"),
    [
        ("bash\n", "this one is empty"),
        ("bash\necho \\\n", "ends in a backslash"),
        ("bash\necho '\n", "an open quotation"),
        ("bash more\nls\n", r'Expected: bash \[aside="..."\]'),
        ("bash asid=x\nls\n", "Did you mean aside"),
        ("text\n0.1\n", "use 'console' or 'recorded'"),
        ("console ch02_table/a.console\necho two\n", "make record"),
        ("console ch02_table/b.console\necho two\n", "There is no file"),
    ],
)
def test_what_is_wrong_with_a_fence_is_said(
    render: Render, repository: Path, fence: str, problem: str
) -> None:
    write(repository / "docs/recorded/typed/ch02_table/a.console", RECORDED)

    with pytest.raises(FenceError, match=problem):
        render(f"```{fence}```\n")


def test_a_step_is_marked_and_stays_markdown(render: Render) -> None:
    html = render("Now [[save it as\n`a[[0]].py` in [this](#x):]]\n")

    assert html == (
        '<p>Now <span class="course-step">save it as\n<code>a[[0]].py</code> in '
        '<a href="#x">this</a>:</span></p>'
    )


def test_brackets_in_code_are_no_step(render: Render) -> None:
    assert "course-step" not in render("`[[1]]`\n\n```python\nx = [[1]]\n```\n")
