import queue
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course.check.checker import Answer, check_with
from course.check.plan import make_plan
from course.check.process import Process
from course.manifest import ROOT, find_chapter
from tests.meta.conftest import course as course

Check = Callable[..., Answer]


def silent(_number: int, _total: int) -> None:
    """Show no progress."""


@pytest.fixture(scope="session")
def tests_of_chapter_4() -> Iterator[Process]:
    process = Process(make_plan(find_chapter(4)), queue.Queue())
    yield process
    process.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a learner's copy of chapter 4: ours."""
    place = tmp_path / "chapters/ch04_crud"
    ignore = shutil.ignore_patterns("__pycache__", "*.db*")
    shutil.copytree(ROOT / "chapters/ch04_crud", place, ignore=ignore)
    return place


@pytest.fixture
def chapter_3_renamed(copy: Path) -> Path:
    shutil.rmtree(copy)
    ignore = shutil.ignore_patterns("__pycache__", "*.db*")
    shutil.copytree(ROOT / "chapters/ch03_models_and_schemas", copy, ignore=ignore)
    return copy


@pytest.fixture
def check(tests_of_chapter_4: Process) -> Check:
    def run(
        copy: Path, *, everything: bool = False, seconds: float | None = None
    ) -> Answer:
        process = tests_of_chapter_4
        items = process.items
        if seconds:
            steps = {item.step: replace(item.step, seconds=seconds) for item in items}
            process.items = [replace(item, step=steps[item.step]) for item in items]
        try:
            return check_with(process, copy, everything=everything, progress=silent)
        finally:
            process.items = items

    return run


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace that the commands use."""
    folder = tmp_path.resolve() / "workspace"
    monkeypatch.setenv("COURSE_WORKSPACE", str(folder))
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1, f"{file} has not {old!r} once"
    file.write_text(text.replace(old, new))
