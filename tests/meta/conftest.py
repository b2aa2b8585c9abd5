"""Fixtures for the tests of the tool and of the checks."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from course import manifest
from course.cli import main

from .repository import STEMS, Repository


@dataclass(frozen=True)
class Result:
    """What a run of the command line left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


RunCourse = Callable[..., Result]


@pytest.fixture
def course(capfd: pytest.CaptureFixture[str]) -> RunCourse:
    """Run the command line in this process."""

    def run(*arguments: str) -> Result:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        code = ended.value.code
        assert isinstance(code, int)
        return Result(code, *capfd.readouterr())

    return run


@pytest.fixture
def small_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Make a course of a manifest only, and make it the one that the tool works on."""
    root = tmp_path.resolve() / "course"
    repository = Repository(root)
    repository.write_manifest()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(manifest, "ROOT", root)
    monkeypatch.chdir(root)
    return repository


@pytest.fixture
def repository(small_course: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Put the small course into a git repository without a commit."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.com")
    small_course.git("init", "--quiet")
    return small_course


@pytest.fixture
def sound(small_course: Repository) -> Repository:
    """Make a small course that keeps all the rules, for tests that break one."""
    changed = {"changed": ["__init__.py"]}
    small_course.write_manifest(
        ch01_list={"added": ["__init__.py", "main.py"]},
        ch02_table=changed,
        ch03_models=changed,
        ch04_crud=changed,
    )
    for stem in STEMS:
        _write_places(small_course, stem)
    for stem in STEMS[1:]:
        small_course.write(f"docs/changes/{stem}.md", f"```changes {stem}\n```\n")
    pages = [f"chapters/{stem}.md" for stem in STEMS]
    nav = [{"Home": "index.md"}, {"I. Start": pages}]
    small_course.write("mkdocs.yml", f"extra_css: [assets/a.css]\nnav: {nav}\n")
    small_course.write("docs/assets/a.css", "a { background: url(b.svg) }\n")
    small_course.write("docs/assets/b.svg", "<svg/>\n")
    row = "| [Title of {0}](docs/chapters/{0}.md) | (chapters/{0}) | One idea. |\n"
    small_course.write("README.md", "".join(row.format(stem) for stem in STEMS))
    return small_course


def _write_places(course: Repository, stem: str) -> None:
    number = int(stem[2:4])
    docstring = f'"""Chapter {number}: one more idea."""\n'
    course.write(f"chapters/{stem}/__init__.py", docstring)
    course.write(f"chapters/{stem}/main.py", "from . import name\n")
    course.write(f"tests/{stem}/test_users.py", "")
    course.write(f"docs/recorded/{stem}/run.http", "")
    course.write(f"docs/recorded/{stem}/rows.mysql.sql", "")
    course.write(f"docs/demos/{stem}/demo.py", "")
    fences = ("recorded {}/run.http", "recorded {}/rows.sql", "code demos/{}/demo.py")
    page = "".join(f"```{fence.format(stem)}\n```\n" for fence in fences)
    course.write(f"docs/chapters/{stem}.md", page)
