"""What each section of a page makes true: the chapter's tests in the order of teaching.

`tests/chNN_topic/teaching.toml` is a list of steps in the order of the page:

    [[step]]
    section = "patch"                     # the id of a heading of the page
    tests = ["test_update.py"]            # a file, or one test: "test_x.py::test_y"
    needs = ["insert-first"]              # sections without which this one cannot work
    seconds = 30                          # for one test, if 10 are not enough

`tests` may be left out, and so may `needs` and `seconds`. A file means those of its
tests that no step names on its own. Nothing is imported: the tests' names are read from
their sources, so that a run can be compared with what should have run.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .errors import CourseError
from .manifest import Chapter, load_chapters

SECONDS = 10.0
HEADING = re.compile(r"^#{2,3} (?P<title>.+?)(?: \{#(?P<id>[\w-]+)\})?$", re.MULTILINE)
KEYS = {"section", "tests", "needs", "seconds"}


@dataclass(frozen=True)
class Step:
    """One section of a page, and the functions that test what it teaches.

    `tests` are ids such as `tests/ch04_crud/test_update.py::test_name`, `needs` are
    ids of sections of the same page, and `seconds` is the limit for one test.
    """

    chapter: Chapter
    section: str
    title: str
    tests: tuple[str, ...]
    needs: tuple[str, ...] = ()
    seconds: float = SECONDS

    @property
    def anchor(self) -> str:
        return f"{self.chapter.stem}#{self.section}"


def load_steps(chapter: Chapter) -> tuple[Step, ...]:
    """Read the steps of a chapter. Raises CourseError if the course is damaged."""
    folder = chapter.root / "tests" / chapter.stem
    tables = _read(folder / "teaching.toml")
    single = {name for table in tables for name in _names(table) if "::" in name}
    titles = _titles(chapter)
    return tuple(_step(chapter, folder, table, single, titles) for table in tables)


def promised_steps(chapter: Chapter) -> Iterator[Step]:
    """Yield the steps of earlier chapters whose tests are promises, run on this one."""
    modules = promise_modules(chapter.root)
    for earlier in load_chapters(chapter.root)[: chapter.number - 1]:
        if not any(earlier.stem in module for module in modules):
            continue
        for step in load_steps(earlier):
            tests = tuple(_promised(step.tests, modules))
            if tests:
                yield replace(step, tests=tests)


def exercise_step(chapter: Chapter, name: str) -> Step:
    """Return the tests of an exercise as one step. Raises CourseError without any."""
    folder = f"tests/{chapter.stem}/exercises/{name}"
    files = sorted((chapter.root / folder).glob("test_*.py"))
    tests = tuple(test for file in files for test in _functions(chapter.root, file))
    if not tests:
        raise CourseError(
            f"There are no tests in {folder}; look at `git status tests`."
        )
    return Step(chapter, "exercises", f"Exercise: {name}", tests, seconds=30.0)


def promise_modules(root: Path) -> dict[str, str]:
    """Return which file of `tests/contract` runs which file of a chapter's tests."""
    modules = {}
    for path in sorted((root / "tests/contract").glob("test_ch*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                source = (node.module or "").replace(".", "/") + ".py"
                modules[source] = path.relative_to(root).as_posix()
    return modules


def _promised(tests: tuple[str, ...], modules: dict[str, str]) -> Iterator[str]:
    for test in tests:
        file, _, name = test.partition("::")
        if file in modules:
            yield f"{modules[file]}::{name}"


def _read(path: Path) -> list[dict[str, object]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("step")
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CourseError(
            f"{path} cannot be read ({error}); `git restore tests` brings it back."
        ) from None
    if not isinstance(tables, list) or not tables:
        raise CourseError(f"{path}: expected [[step]] tables.")
    for table in tables:
        if not {"section"} <= set(table) <= KEYS:
            raise CourseError(f"{path}: the keys of a step are {', '.join(KEYS)}.")
    return tables


def _names(table: dict[str, object]) -> list[str]:
    names = table.get("tests", [])
    assert isinstance(names, list)
    return names


def _titles(chapter: Chapter) -> dict[str, str]:
    """Return the headings of the chapter's page that have an id of their own."""
    page = chapter.root / "docs/chapters" / f"{chapter.stem}.md"
    text = page.read_text(encoding="utf-8")
    found = (match.groupdict() for match in HEADING.finditer(text))
    return {heading["id"]: heading["title"] for heading in found if heading["id"]}


def _step(
    chapter: Chapter,
    folder: Path,
    table: dict[str, object],
    single: set[str],
    titles: dict[str, str],
) -> Step:
    section = str(table["section"])
    if section not in titles:
        raise CourseError(f"docs/chapters/{chapter.stem}.md has no heading #{section}.")
    tests = tuple(_tests(chapter.root, folder, _names(table), single))
    needs = table.get("needs", [])
    seconds = table.get("seconds", SECONDS)
    assert isinstance(needs, list)
    assert isinstance(seconds, int | float)
    title = titles[section].replace("`", "")
    return Step(chapter, section, title, tests, tuple(needs), float(seconds))


def _tests(
    root: Path, folder: Path, names: list[str], single: set[str]
) -> Iterator[str]:
    for name in names:
        file, _, function = name.partition("::")
        known = _functions(root, folder / file)
        wanted = f"{(folder / file).relative_to(root).as_posix()}::{function}"
        if not function:
            yield from (
                test for test in known if f"{file}::{test.split('::')[1]}" not in single
            )
        elif wanted in known:
            yield wanted
        else:
            raise CourseError(f"{folder.name}/teaching.toml: there is no test {name}.")


def _functions(root: Path, path: Path) -> list[str]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError) as error:
        raise CourseError(
            f"{path} cannot be read ({error}); `git restore tests` brings it back."
        ) from None
    file = path.relative_to(root).as_posix()
    return [
        f"{file}::{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
