"""Measure how long the site takes to build, and to show a page that was changed.

    python -m tests.site_speed

Builds the course and a site of two short pages with the same settings in turn, five
times each, as a command. Then lets `course serve` show a copy of the repository to a
browser and changes a chapter's page five times: each time counts from the saving of the
page until the browser shows the new words. Prints medians in seconds: of the builds the
processor's time, which other work on the machine hardly changes, and of the changes the
wall's. The exit code is 1 when a page costs more than 0.15 s or a change takes 2 s.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from course.manifest import ROOT

from .site.chromium import start_browser

TURNS = 5
SECONDS_PER_PAGE = 0.15
SECONDS_TO_RELOAD = 2.0
BARE = """INHERIT: {root}/mkdocs.yml
docs_dir: docs
nav: [index.md, second.md]
watch: []
"""
PAGE = "docs/chapters/ch05_testing.md"
COPIED = (
    *("chapters", "course", "docs", "quizzes", "exercises", "tests"),
    *("mkdocs.yml", "requirements.in", "requirements.txt"),
)
LEFT_OUT = ("node_modules", "__pycache__", "*.db")
CONSOLE = Console(highlight=False)


def main() -> int:
    with TemporaryDirectory(prefix="course-") as folder:
        is_quick = report_builds(Path(folder))
        return 0 if report_reloads(Path(folder)) and is_quick else 1


def report_builds(folder: Path) -> bool:
    """Print what the builds take, and return whether that is little enough."""
    bare = make_bare(folder / "bare")
    turns = [(build(bare, folder), build(ROOT, folder)) for _ in range(TURNS + 1)][1:]
    floor, whole = (statistics.median(column) for column in zip(*turns, strict=True))
    pages = len(list((folder / "site").rglob("*.html"))) - 1  # without 404.html
    each = float(whole - floor) / (pages - 2)
    CONSOLE.print(
        f"two pages {floor:.2f} s, {pages} pages {whole:.2f} s, "
        f"{each:.3f} s for each page more (limit {SECONDS_PER_PAGE})"
    )
    return each <= SECONDS_PER_PAGE


def make_bare(folder: Path) -> Path:
    """Make a site of two short pages with the settings of the course."""
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    for name in ("index", "second"):
        (folder / f"docs/{name}.md").write_text(f"# {name}\n\nWords.\n")
    (folder / "mkdocs.yml").write_text(BARE.format(root=ROOT))
    return folder


def build(root: Path, folder: Path) -> float:
    words = ["mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    start = processor_time()
    run = [sys.executable, "-m", *words]
    subprocess.run(run, cwd=root, check=True, capture_output=True)
    return processor_time() - start


def processor_time() -> float:
    """Return the seconds that ended processes of this one have used."""
    times = os.times()
    return times.children_user + times.children_system


def report_reloads(folder: Path) -> bool:
    """Print what changes of a page take, and return whether that is little enough."""
    copy = folder / "copy"
    for name in filter(lambda name: (ROOT / name).exists(), COPIED):
        copy_over(ROOT / name, copy / name)
    with serve(copy) as address:
        times = sorted(measure_reloads(copy / PAGE, address))
    middle = statistics.median(times)
    CONSOLE.print(
        f"saved to shown {middle:.2f} s, at most {times[-1]:.2f} s "
        f"(limit {SECONDS_TO_RELOAD})"
    )
    return middle < SECONDS_TO_RELOAD


def copy_over(source: Path, goal: Path) -> None:
    goal.parent.mkdir(exist_ok=True)
    if source.is_file():
        shutil.copy(source, goal)
    else:
        shutil.copytree(source, goal, ignore=shutil.ignore_patterns(*LEFT_OUT))


@contextmanager
def serve(root: Path) -> Iterator[str]:
    """Let the course of `root` serve itself, and yield the address."""
    command = [sys.executable, "-um", "course", "serve", "--port", "8900"]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            if line.startswith("The course is at "):
                break
        try:
            yield line.split()[4]
        finally:
            process.terminate()


def measure_reloads(path: Path, address: str) -> Iterator[float]:
    """Yield the seconds from saving the page until a browser shows it, each time."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(path.parents[1]).with_suffix(".html")
    with start_browser() as browser:
        page = browser.new_page()
        page.goto(f"{address}{name.as_posix()}", wait_until="load")
        for turn in range(TURNS):
            words = f"These are the new words of turn {turn}."
            path.write_text(f"{text}\n{words}\n", encoding="utf-8")
            start = time.perf_counter()
            page.get_by_text(words).wait_for()
            yield time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
