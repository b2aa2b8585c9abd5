"""Grade tests that a learner wrote: run them on a right and on wrong applications."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from course.manifest import ROOT

from ...application import package_path
from ..suite import STEM, copy_package, run_suite

# The text in main.py, and what takes its place.
Change = tuple[str, str]

APPLICATION = ("database.py", "errors.py", "main.py", "models.py", "schemas.py")
RIGHT = "right"


def grade(folder: Path, test_file: str, wrong: Mapping[str, Change]) -> dict[str, str]:
    """Run the learner's `test_file` on our application, and on one for each change.

    All of them are tested in one run. Return for each, by the change's name and by
    RIGHT, the lines in which pytest says how each test ended; nothing when the learner
    has no such file.
    """
    if not (package_path(STEM) / test_file).is_file():
        return {}
    packages = {RIGHT: RIGHT} | {name: f"wrong_{n}" for n, name in enumerate(wrong)}
    for name, package in packages.items():
        main = _copy(folder, package, test_file) / "main.py"
        if name != RIGHT:
            _break(main, *wrong[name])
    done = run_suite(folder, "-rA", "--continue-on-collection-errors", "--tb=no")
    lines = [line for line in done.stdout.splitlines() if line[:1].isupper()]
    return {
        name: "\n".join(line for line in lines if f" chapters/{package}/" in line)
        for name, package in packages.items()
    }


def endings(report: str) -> set[str]:
    """Return how the tests of a report ended, such as {"PASSED", "FAILED"}."""
    return {line.split()[0] for line in report.splitlines()}


def _copy(folder: Path, name: str, test_file: str) -> Path:
    """Copy the learner's fixtures and the one file of tests, with our application."""
    package = copy_package(folder, name)
    for file in package.glob("test_*.py"):
        if file.name != test_file:
            file.unlink()
    for file_name in APPLICATION:
        shutil.copy(ROOT / "chapters" / STEM / file_name, package)
    return package


def _break(main: Path, old: str, new: str) -> None:
    text = main.read_text()
    assert text.count(old) == 1, f"our main.py has changed, and has no {old!r}"
    main.write_text(text.replace(old, new))
