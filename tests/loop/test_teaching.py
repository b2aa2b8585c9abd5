"""Every test of a chapter has its place in the order of teaching."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from course.check.plan import make_plan
from course.errors import CourseError
from course.manifest import ROOT, Chapter, load_chapters
from course.teaching import load_steps, promise_modules


def functions(path: Path) -> set[str]:
    name = path.relative_to(ROOT).as_posix()
    nodes = ast.parse(path.read_text()).body
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return {f"{name}::{test}" for test in names if test.startswith("test_")}


@pytest.mark.parametrize("chapter", load_chapters(), ids=lambda chapter: chapter.stem)
def test_each_test_belongs_to_one_section(chapter: Chapter) -> None:
    files = (ROOT / "tests" / chapter.stem).glob("test_*.py")
    written = {test for file in files for test in functions(file)}

    taught = [test for step in load_steps(chapter) for test in step.tests]

    assert sorted(taught) == sorted(written)


@pytest.mark.parametrize("chapter", load_chapters(), ids=lambda chapter: chapter.stem)
def test_a_section_needs_sections_before_it(chapter: Chapter) -> None:
    before: set[str] = set()

    for step in load_steps(chapter):
        assert set(step.needs) <= before, step.anchor
        before.add(step.section)


def test_every_promise_is_checked() -> None:
    chapters = load_chapters()

    promised = set(make_plan(chapters[-1]).tests)

    for module in promise_modules(ROOT).values():
        assert any(test.startswith(f"{module}::") for test in promised), module
    first = next(iter(promised_files(make_plan(chapters[3]).tests)))
    assert first == "tests/contract/test_ch02_inside_startup.py"


def promised_files(tests: Iterable[str]) -> list[str]:
    return [test.partition("::")[0] for test in tests]


def test_a_section_that_the_page_does_not_have_is_an_error(tmp_path: Path) -> None:
    (chapter, *_) = load_chapters()
    folder = tmp_path / "tests" / chapter.stem
    folder.mkdir(parents=True)
    (folder / "teaching.toml").write_text('[[step]]\nsection = "nowhere"\n')
    page = tmp_path / "docs/chapters" / f"{chapter.stem}.md"
    page.parent.mkdir(parents=True)
    page.write_text("## Here {#here}\n")

    with pytest.raises(CourseError, match="has no heading #nowhere"):
        load_steps(Chapter(**{**vars(chapter), "root": tmp_path}))
