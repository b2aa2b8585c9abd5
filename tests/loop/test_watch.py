"""`course watch` as a reader uses it: files are saved, keys pressed, lines read."""

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.manifest import ROOT

from .conftest import change

SECONDS = 30.0
DELETE = "    session.delete(find_user(session, user_id))\n"


class Watching:
    """A running `course watch 4`, perhaps with the name of an exercise.

    `said` is all that it has said so far.
    """

    def __init__(self, folder: Path, *exercise: str) -> None:
        self.said = ""
        self._lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course", "watch", "4", *exercise],
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "COURSE_WORKSPACE": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def press(self, key: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(key)
        self.process.stdin.flush()

    def wait_for(self, words: str) -> str:
        """Return what is said from now on, up to the line with `words`."""
        heard = ""
        deadline = time.monotonic() + SECONDS
        while words not in heard:
            try:
                heard += self._lines.get(timeout=deadline - time.monotonic())
            except (queue.Empty, ValueError):
                pytest.fail(f"{words!r} was not said, but: {self.said}{heard}")
        self.said += heard
        return heard

    def end(self) -> int:
        self.press("q")
        code = self.process.wait(timeout=SECONDS)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()
        return code


Watch = Callable[..., Watching]


@pytest.fixture
def watch() -> Iterator[Watch]:
    started: list[Watching] = []

    def start(copy: Path, *exercise: str) -> Watching:
        folder = copy.parents[2] if exercise else copy.parents[1]
        started.append(Watching(folder, *exercise))
        return started[-1]

    yield start
    for watching in started:
        assert watching.end() == 0


def save_ours(copy: Path) -> None:
    for file in sorted((ROOT / "chapters/ch04_crud").glob("*.py")):
        shutil.copyfile(file, copy / file.name)


def test_a_save_brings_a_new_result(watch: Watch, chapter_3_renamed: Path) -> None:
    watching = watch(chapter_3_renamed)
    watching.wait_for(" 1 failed")

    (chapter_3_renamed / "main.py").touch()
    still = watching.wait_for("Still failing")
    save_ours(chapter_3_renamed)
    mended = watching.wait_for(" passed of ")

    assert "FAILED  The answer says what is taken" in still
    assert "Passes now: The answer says what is taken" in mended


def test_keys_lead_through_the_failures(watch: Watch, chapter_3_renamed: Path) -> None:
    watching = watch(chapter_3_renamed)
    watching.wait_for("1 failed")

    watching.press("h")
    assert "Hint 1 of 3" in watching.wait_for("For a plainer one")
    watching.press("a")
    watching.wait_for(" failed")
    watching.press("n")
    second = watching.wait_for("Failure 2 of ")

    assert "With      body = {'username': 'alpha', 'email': 'other@" in second


def test_an_exercise_is_watched_in_its_own_copy(watch: Watch, copy: Path) -> None:
    place = copy.parents[1] / "exercises/search/ch04_crud"
    shutil.copytree(copy, place)

    watching = watch(place, "search")

    assert f"Watching {place}." in watching.wait_for("Keys")
    assert "FAILED  A part of the name finds" in watching.wait_for(" 1 failed")
    watching.press("h")
    hint = watching.wait_for("For a plainer one")
    assert "Exercise search. Hint 1 of 3" in hint
    assert "course hint 4 search" in hint
    shutil.copy(ROOT / "exercises/ch04_crud/search/solution/main.py", place)
    watching.wait_for(" passed of ")


def test_a_save_during_a_run_drops_that_run(watch: Watch, copy: Path) -> None:
    sound = (copy / "main.py").read_text()
    change(copy / "main.py", DELETE, "    import time; time.sleep(9)\n")
    watching = watch(copy)
    watching.wait_for("Watching")
    time.sleep(2)

    (copy / "main.py").write_text(sound)
    heard = watching.wait_for(" passed of ")

    assert "FAILED" not in watching.said
    assert " failed" not in heard


def test_a_watch_outlives_what_the_copy_does_to_it(watch: Watch, copy: Path) -> None:
    sound = (copy / "main.py").read_text()
    (copy / "main.py").write_text("import os\nos.kill(os.getppid(), 9)\n")
    watching = watch(copy)
    watching.wait_for("1 failed")

    (copy / "main.py").write_text(sound)

    watching.wait_for(" passed of ")


def test_what_a_run_leaves_is_no_save(watch: Watch, copy: Path) -> None:
    watching = watch(copy)
    watching.wait_for(" passed of ")

    (copy / "shop.db").write_bytes(b"rows")
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__/main.pyc").write_bytes(b"code")
    (copy / "main.py").write_text("")
    heard = watching.wait_for("1 failed")

    assert " passed of " not in heard
