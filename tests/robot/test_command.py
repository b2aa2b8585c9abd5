"""`course robot`: what it says, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course.errors import CourseError, UsageError
from course.manifest import ROOT
from course.robot.command import Order, follow_pages

from .conftest import PAGE, SmallSite


@pytest.fixture
def order(small_site: SmallSite, tmp_path: Path) -> Order:
    return Order(
        chapters=(2,), site=small_site.page("start").parent, work=tmp_path / "work"
    )


def test_it_says_how_each_page_went(small_site: SmallSite, order: Order) -> None:
    said: list[str] = []

    follow_pages(small_site.root, order, said.append)

    start, *_, second, aside = said
    assert start.startswith(
        "start: 0 steps, 1 blocks run, 0 compared, 0 excused, 0 left"
    )
    assert second.startswith(
        "ch02_greet: 7 steps, 8 blocks run, 9 compared, 1 excused, 1 left"
    )
    assert aside == 'ch02_greet, "Start", block 16: Not a step: only with Docker.'


def test_the_first_difference_is_said_and_ends_in_an_error(
    small_site: SmallSite, order: Order
) -> None:
    small_site.write("chapters/ch02_greet", PAGE.replace("[[Put it back.]]", ""))
    said: list[str] = []

    with pytest.raises(CourseError, match="could not follow ch02_greet"):
        follow_pages(small_site.root, order, said.append)

    (line,) = (line for line in said if line.startswith("ch02_greet: "))
    assert '\nch02_greet, "Start", block 14:\n$ python show.py\nThis failed' in line


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"chapters": (7,)}, "There is no chapter 7; give 1 to 2"),
        ({"database": "mysql"}, "None of these chapters uses MySQL; leave out --db"),
    ],
)
def test_what_nobody_can_follow_is_refused(
    small_site: SmallSite, asked: dict[str, object], problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        follow_pages(small_site.root, Order(**asked), print)  # type: ignore[arg-type]


def test_a_folder_that_is_no_site_is_refused(
    small_site: SmallSite, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="has no built site"):
        follow_pages(small_site.root, Order(site=tmp_path / "none"), print)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_early_it_leaves_nothing_that_runs(
    small_site: SmallSite, tmp_path: Path, number: int
) -> None:
    """The page is called like one of the course, whose chapters the command knows."""
    told = "echo $$ $COURSE_SERVERS > told; sleep 600"
    small_site.write("chapters/ch01_in_memory", f"# 1\n\n```bash\n{told}\n```\n")
    work, site = tmp_path / "work", small_site.page("start").parent
    command = ["robot", "--chapter", "1", f"--site={site}", f"--work={work}"]

    robot = subprocess.Popen(
        [sys.executable, "-m", "course", *command],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    shell, servers = wait_for(work / "ch01_in_memory" / "shop" / "told").split()
    robot.send_signal(number)
    _, errors = robot.communicate(timeout=30)

    assert (robot.returncode, errors.strip()) == (
        1,
        "Error: Ended before all pages had been followed.",
    )
    assert not Path(servers).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(shell), 0)


def wait_for(file: Path) -> str:
    deadline = time.monotonic() + 60
    while not file.exists() or not file.read_text().endswith("\n"):
        assert time.monotonic() < deadline, f"{file.name} is not written"
        time.sleep(0.05)
    return file.read_text()
