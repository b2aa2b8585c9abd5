"""How long servers take to start, and the chapters' tests on three databases.

`make servers-speed` runs it. The limits: 3 s for both servers, and three times the
time that the same tests take on SQLite alone.
"""

import subprocess
import sys
import time
from statistics import median

from course.manifest import ROOT, load_chapters
from course.servers.kinds import KINDS
from course.servers.throwaway import start_servers

STARTS = 5
RUNS = 3
MOST_SECONDS = 3.0
MOST_TIMES = 3.0


def main() -> None:
    starts = [start() for _ in range(STARTS)]
    say(f"both servers ready: {list_of(starts)}, median {median(starts):.2f} s")
    on_sqlite = [run("--db", "sqlite") for _ in range(RUNS)]
    say(f"tests on SQLite: {list_of(on_sqlite)}")
    on_all = [run("--db", "all") for _ in range(RUNS)]
    say(f"tests on three databases: {list_of(on_all)}")
    times = median(on_all) / median(on_sqlite)
    say(f"{times:.2f} times as long (limit {MOST_TIMES})")
    if median(starts) > MOST_SECONDS or times > MOST_TIMES:
        sys.exit("Too slow.")


def start() -> float:
    before = time.perf_counter()
    with start_servers(KINDS.values()):
        return time.perf_counter() - before


def run(*options: str) -> float:
    """Run the tests and promises of all chapters once; return the seconds."""
    folders = [f"tests/{chapter.stem}" for chapter in load_chapters()]
    command = [sys.executable, "-m", "pytest", "-q", *folders, "tests/contract"]
    before = time.perf_counter()
    done = subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout)
    say(done.stdout.splitlines()[-1])
    return time.perf_counter() - before


def list_of(seconds: list[float]) -> str:
    return ", ".join(f"{one:.2f}" for one in seconds) + " s"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
