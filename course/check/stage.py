"""The stage: a temporary folder with pristine tests, in which learners' code runs.

Beside them is a copy of our chapters, at which some of the tests look. Neither our own
files nor the learner's folder are at hand there: what the code deletes or
writes beside itself is a copy.
"""

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..workspace import copy_package
from . import canary

# Modules that the tests share, with their bytecode; promises; the tests of chapters.
NEEDED = re.compile(r"\w+\.py|__pycache__|contract|ch\d\d_\w+")

Ignore = Callable[[str, list[str]], set[str]]


class Stage:
    """A folder that is gone after `close`."""

    def __init__(self, root: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="course-check-", ignore_cleanup_errors=True
        )
        self.folder = Path(self._folder.name).resolve()
        self._runs = 0
        tests = root / "tests"
        shutil.copytree(tests, self.folder / "tests", ignore=_ignore(tests))
        shutil.copy(str(canary.__file__), self.folder / "tests/test_canary.py")
        shutil.copy2(root / "pyproject.toml", self.folder)
        copy_package(root / "chapters", self.folder / "chapters")

    def enter(self, package: Path, stem: str) -> Path:
        """Copy a learner's package to a place of its own; return its folder `chapters`.

        A new place for each run: Python must not take bytecode of an older one.
        """
        self._runs += 1
        chapters = self.folder / f"run-{self._runs}" / "chapters"
        copy_package(package, chapters / stem)
        return chapters

    def leave(self, chapters: Path) -> None:
        shutil.rmtree(chapters.parent, ignore_errors=True)

    def close(self) -> None:
        self._folder.cleanup()


def _ignore(tests: Path) -> Ignore:
    """Leave out what the tests of chapters do not need."""

    def ignore(folder: str, names: list[str]) -> set[str]:
        if Path(folder) != tests:
            return set()
        return {name for name in names if not NEEDED.fullmatch(name)}

    return ignore
