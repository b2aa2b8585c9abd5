"""Each exercise fails on what the learner starts from, and passes with its solution."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from course.exercises import Exercise, exercises_of
from course.manifest import ROOT, load_chapters

EXERCISES = [e for chapter in load_chapters() for e in exercises_of(chapter)]
# The promises of chapter 2 are the first, and hold for the chapters after it.
FIRST_WITH_PROMISES = 2

each_exercise = pytest.mark.parametrize(
    "exercise", EXERCISES, ids=[f"{e.chapter.stem}/{e.name}" for e in EXERCISES]
)


@dataclass(frozen=True)
class Run:
    """A run of pytest: its exit code, its output, and how its tests ended."""

    code: int
    output: str
    passed: tuple[str, ...]
    failures: tuple[str, ...]
    errors: tuple[str, ...]


def make_copy(exercise: Exercise, folder: Path, files: Iterable[Path]) -> None:
    """Make a copy of the chapter in `folder`, with `files` put over it."""
    package = folder / exercise.chapter.stem
    ignored = shutil.ignore_patterns("__pycache__", "*.db*")
    shutil.copytree(exercise.chapter.path, package, ignore=ignored)
    for file in files:
        shutil.copy(file, package / exercise.name_of(file))


def run_tests(folder: Path, *arguments: str) -> Run:
    """Run tests of the repository on the chapters in `folder`."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", *arguments]
    options = ["--chapters-path", str(folder), f"--junitxml={report}"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    cases = list(ElementTree.parse(report).iter("testcase"))
    return Run(
        done.returncode,
        done.stdout,
        tuple(case.get("classname", "") for case in cases if _has_passed(case)),
        tuple(_messages(cases, "failure")),
        tuple(_messages(cases, "error")),
    )


def packages(run: Run) -> set[str]:
    """Return the packages of tests of which at least one has passed."""
    return {name.rpartition(".")[0] for name in run.passed}


def _has_passed(case: ElementTree.Element) -> bool:
    return not {"failure", "error", "skipped"} & {child.tag for child in case}


def _messages(cases: list[ElementTree.Element], kind: str) -> Iterator[str]:
    for case in cases:
        for found in case.iter(kind):
            yield found.get("message", "")


@each_exercise
def test_the_start_fails_and_says_what_is_missing(
    exercise: Exercise, tmp_path: Path
) -> None:
    make_copy(exercise, tmp_path, exercise.planted)

    run = run_tests(tmp_path, exercise.tests)

    assert run.code == 1, run.output
    assert not run.errors, run.output
    assert len(run.failures) > len(run.passed)
    for message in run.failures:
        assert message.startswith(("assert ", "AssertionError: ")), run.output


@each_exercise
def test_the_solution_passes(exercise: Exercise, tmp_path: Path) -> None:
    make_copy(exercise, tmp_path, exercise.planted + exercise.solved)

    run = run_tests(tmp_path, exercise.tests)

    assert run.code == 0, run.output
    assert packages(run) == {exercise.tests.replace("/", ".")}


@pytest.mark.long
@each_exercise
def test_the_solution_keeps_what_the_chapter_does_and_promised(
    exercise: Exercise, tmp_path: Path
) -> None:
    """On SQLite: the tests are many, and no solution is about a database.

    Tests that take long, of commands that are typed, are left out.
    """
    make_copy(exercise, tmp_path, exercise.planted + exercise.solved)
    stem = exercise.chapter.stem
    own = [str(path) for path in ROOT.glob(f"tests/{stem}/test_*.py")]

    fewer = ("-k", stem, "-m", "not long", "--db", "sqlite")
    run = run_tests(tmp_path, *own, "tests/contract", *fewer)

    assert run.code == 0, run.output
    expected = {f"tests.{stem}"}
    if exercise.chapter.number > FIRST_WITH_PROMISES:
        expected.add("tests.contract")
    assert packages(run) == expected


@each_exercise
def test_only_files_that_are_not_the_chapters_are_kept(exercise: Exercise) -> None:
    for file in exercise.planted + exercise.solved:
        own = exercise.chapter.path / exercise.name_of(file)
        assert not own.is_file() or own.read_bytes() != file.read_bytes()


def test_what_is_planted_and_what_solves_it_is_typed(tmp_path: Path) -> None:
    packages = []
    for number, exercise in enumerate(EXERCISES):
        for kind, files in (("start", ()), ("solved", exercise.solved)):
            make_copy(exercise, tmp_path, exercise.planted + files)
            package = tmp_path / f"{kind}_{number}"
            (tmp_path / exercise.chapter.stem).rename(package)
            packages.append(str(package))

    done = subprocess.run(
        [sys.executable, "-m", "mypy", *packages],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout
