"""Measure how long `course watch` takes from a save to its result.

    python -m tests.watch_speed [TURNS]

One test of chapter 4 fails on a copy of chapter 3; saving the copy shows it again. The
same test is run by a bare pytest: cold, a new process, and warm, a fork of a process
that has imported pytest, FastAPI, SQLAlchemy and Pydantic. All three in turn, ten times
unless another number is given. Prints the medians in seconds of wall time. The exit
code is 1 when the watch takes more than 1.5 times the warm run or half of the cold one.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from course.manifest import ROOT

TEST = (
    "tests/ch04_crud/test_conflict.py::test_the_answer_says_what_is_taken"
    "[body0-Username is already taken]"
)
WARM = """
import os, sys, time
import fastapi, fastapi.testclient, pydantic, pytest, sqlalchemy
for _ in sys.stdin:
    start = time.perf_counter()
    if os.fork() == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(pytest.main(sys.argv[1:]))
    os.wait()
    print(time.perf_counter() - start, flush=True)
"""


def main() -> int:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        copy = folder / "chapters/ch04_crud"
        ignore = shutil.ignore_patterns("__pycache__", "*.db*")
        shutil.copytree(ROOT / "chapters/ch03_models_and_schemas", copy, ignore=ignore)
        with watching(folder) as watch, warm(folder) as bare:
            rows = [measure(folder, copy, watch, bare) for _ in range(turns + 1)][1:]
    saved, warmed, cold = (statistics.median(c) for c in zip(*rows, strict=True))
    Console(highlight=False).print(
        f"p50 of {turns}: watch {saved:.3f} s; bare pytest warm {warmed:.3f} s "
        f"(ratio {saved / warmed:.2f}, limit 1.5), cold {cold:.3f} s "
        f"(ratio {saved / cold:.2f}, limit 0.5)"
    )
    return int(saved > min(1.5 * warmed, 0.5 * cold))


def measure(
    folder: Path,
    copy: Path,
    watch: "subprocess.Popen[str]",
    bare: "subprocess.Popen[str]",
) -> tuple[float, float, float]:
    time.sleep(0.3)  # the machine is quiet again
    start = time.perf_counter()
    with (copy / "main.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    read_until(watch, "Still failing")
    saved = time.perf_counter() - start
    time.sleep(0.3)
    assert bare.stdin
    assert bare.stdout
    bare.stdin.write("\n")
    bare.stdin.flush()
    warmed = float(bare.stdout.readline())
    return saved, warmed, cold_run(folder)


def cold_run(folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pytest", *arguments(folder)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - start


def arguments(folder: Path) -> list[str]:
    return ["-q", TEST, f"--chapters-path={folder / 'chapters'}"]


@contextmanager
def watching(folder: Path) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-m", "course", "watch", "4", f"--workspace={folder}"]
    with running(command) as process:
        read_until(process, "1 failed")
        yield process


@contextmanager
def warm(folder: Path) -> "Iterator[subprocess.Popen[str]]":
    with running([sys.executable, "-c", WARM, *arguments(folder)]) as process:
        yield process


@contextmanager
def running(command: list[str]) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.communicate("q")


def read_until(process: "subprocess.Popen[str]", words: str) -> None:
    assert process.stdout
    while words not in process.stdout.readline():
        assert process.poll() is None, "the watch has ended"


if __name__ == "__main__":
    sys.exit(main())
