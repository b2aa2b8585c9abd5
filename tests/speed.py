"""Measure how long one chapter's tests take, in imports of the libraries they use.

    python -m tests.speed [ch04]

Runs both in turn, nine times each, and prints the medians in seconds of wall time and
their ratio. The exit code is 1 when the ratio is above 2.
"""

import statistics
import subprocess
import sys
import time

from rich.console import Console

from course.manifest import ROOT, find_chapter

TURNS = 9
LIMIT = 2.0
FLOOR = ("-c", "import fastapi, sqlalchemy, pydantic, pytest")


def main() -> int:
    chapter = find_chapter(sys.argv[1] if len(sys.argv) > 1 else "ch04")
    tests = ("-m", "pytest", "-q", f"tests/{chapter.stem}")
    turns = [(seconds(*FLOOR), seconds(*tests)) for _ in range(TURNS + 1)][1:]
    floor, run = (statistics.median(column) for column in zip(*turns, strict=True))
    Console(highlight=False).print(
        f"imports {floor:.2f} s, tests/{chapter.stem} {run:.2f} s, "
        f"ratio {run / floor:.2f} (limit {LIMIT})"
    )
    return 0 if run <= LIMIT * floor else 1


def seconds(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
