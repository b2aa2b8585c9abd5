"""Who waits how long while a transaction of three seconds keeps a migration waiting?

    python -m tests.lock_waits [--db mysql|postgresql|all] [--record]

Once with an ALTER TABLE that waits as long as it takes, and once with `alembic upgrade`
as chapter 12's env.py does it. Prints the longest time that a SELECT took meanwhile,
and when the change was made; with `--record` writes it to docs/recorded/measured/.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from .ch12_migrations_with_data.releases import Release, environment, make_release
from .databases import DATABASES
from .heavy import own_engine, prepare_environment, say, write

Change = Callable[[Engine, Release, Callable[[], None]], int]
HOLD = 3.0  # seconds
READ = text("SELECT count(*) FROM users")
ALTER = text("ALTER TABLE users DROP COLUMN city")
SERVERS = DATABASES[1:]


@dataclass
class Waits:
    """Seconds, from the beginning of the long transaction."""

    longest: float = 0.0
    changed: float = 0.0
    attempts: int = 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=[*SERVERS, "all"], default="all")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    prepare_environment()
    names = SERVERS if arguments.db == "all" else (arguments.db,)
    lines = [line for name in names for line in report(name)]
    say("\n".join(lines))
    if arguments.record:
        write("locks.txt", lines)
    return 0


def report(database: str) -> Iterator[str]:
    yield f"{database}: a transaction reads the table, and ends after {HOLD:.0f} s"
    changes: dict[str, Change] = {"ALTER TABLE": alter, "alembic upgrade": upgrade}
    for title, change in changes.items():
        waits = measure(database, change)
        tried = f", tried {waits.attempts} times" if waits.attempts else ""
        yield (
            f"  {title}: done after {waits.changed:.1f} s{tried}; "
            f"the longest SELECT meanwhile: {waits.longest * 1000:.0f} ms"
        )


def measure(database: str, change: Change) -> Waits:
    waits = Waits()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = stack.enter_context(own_engine(database, folder))
        release = make_release(4, folder)
        release.upgrade(engine.url.render_as_string(hide_password=False), "0006")
        stack.enter_context(reading(engine, waits))
        timer = stack.enter_context(holding(engine))
        moments: list[float] = []

        def begin() -> None:
            moments.append(time.perf_counter())
            timer.start()

        waits.attempts = change(engine, release, begin)
        waits.changed = time.perf_counter() - moments[0]
    return waits


def alter(engine: Engine, _: Release, begin: Callable[[], None]) -> int:
    begin()
    with engine.begin() as connection:
        connection.execute(ALTER)
    return 0


def upgrade(engine: Engine, release: Release, begin: Callable[[], None]) -> int:
    """Run the real command; return how often it tried."""
    process = subprocess.Popen(
        release.alembic("upgrade", "head"),
        cwd=release.folder,
        env=environment(engine.url.render_as_string(hide_password=False)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    next(line for line in process.stderr if "Running upgrade" in line)
    begin()
    attempts = sum("got no lock" in line for line in process.stderr) + 1
    assert process.wait() == 0
    return attempts


@contextmanager
def holding(engine: Engine) -> Iterator[threading.Timer]:
    """Hold the table until the timer, which is not started yet, has run out."""
    connection = engine.connect()
    connection.execute(READ)
    timer = threading.Timer(HOLD, connection.close)
    yield timer
    timer.join()


@contextmanager
def reading(engine: Engine, waits: Waits) -> Iterator[None]:
    """Read again and again, and note the longest time that it took."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.02):
            before = time.perf_counter()
            with engine.connect() as connection:
                connection.execute(READ)
            waits.longest = max(waits.longest, time.perf_counter() - before)

    with engine.connect() as connection:
        connection.execute(READ)  # the first connection takes its time
    thread = threading.Thread(target=work)
    thread.start()
    yield
    ended.set()
    thread.join()


if __name__ == "__main__":
    sys.exit(main())
