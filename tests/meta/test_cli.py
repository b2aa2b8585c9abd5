import io
import pkgutil
import subprocess
import sys
import tomllib

import pytest

from course.cli import main
from course.manifest import ROOT, load_chapters
from course.table import write_table

from .conftest import RunCourse
from .repository import Repository


class Terminal(io.StringIO):
    """Takes what is written to it for a terminal."""

    def isatty(self) -> bool:
        return True


def test_list_has_a_line_for_each_chapter(
    small_course: Repository, course: RunCourse
) -> None:
    small_course.write_manifest(ch02_table={"databases": ["sqlite", "mysql"]})
    small_course.write("chapters/ch02_table/main.py", "")
    small_course.write("chapters/ch02_table/models.py", "")

    result = course("list")

    assert (result.code, result.err) == (0, "")
    header, _, second, *_ = result.out.splitlines()
    assert header == "number\tchapter\ttitle\tpart\tdatabases\tfiles"
    assert second.split("\t") == [
        "2",
        "ch02_table",
        "Title of ch02_table",
        "I. Start",
        "sqlite mysql",
        "main.py models.py",
    ]
    assert len(result.out.splitlines()) == 5


def test_list_draws_a_table_in_a_terminal(
    small_course: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")
    small_course.write_manifest(
        ch03_models={"part": "II. [red] servers", "added": ["models.py"]}
    )
    small_course.write("chapters/ch03_models/models.py", "")
    terminal = Terminal()

    write_table(load_chapters(small_course.root), terminal)

    lines = [" ".join(line.split()) for line in terminal.getvalue().splitlines()]
    assert "II. [red] servers" in lines
    assert "No. Chapter Title Databases Files New files" in lines
    assert "3 ch03_models Title of ch03_models sqlite 1 models.py" in lines


def test_a_broken_manifest_is_one_sentence(
    small_course: Repository, course: RunCourse
) -> None:
    small_course.write("chapters/chapters.toml", "")

    result = course("list")

    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("Error: chapters/chapters.toml: expected")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["nonsense"], ["carry"], ["list", "--nonsense"]])
def test_wrong_use_is_2(course: RunCourse, arguments: list[str]) -> None:
    assert course(*arguments).code == 2


def test_the_exit_codes_are_in_the_help(course: RunCourse) -> None:
    result = course("--help")

    assert result.code == 0
    assert "Exit codes: 0 it worked, 1 it did not, 2" in result.out


def test_python_m_course_is_the_command() -> None:
    command = [sys.executable, "-m", "course", "list"]

    ran = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )

    assert ran.stdout.count("\n") == 1 + len(load_chapters())
    assert ran.stderr == ""


def test_the_installed_command_is_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    command = project["project"]["scripts"]["course"]

    assert pkgutil.resolve_name(command) is main


@pytest.mark.parametrize("module", ["course.manifest", "course.cli"])
def test_starting_does_not_import_what_takes_long(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"

    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )

    slow = {"mkdocs", "fastapi", "sqlalchemy", "rich"}
    if module == "course.manifest":
        slow.add("typer")
    assert not slow & set(ran.stdout.split())
