"""A fill of 100,000 users in batches, killed and run again, and against one big UPDATE.

    python -m tests.batches [--db sqlite|mysql|postgresql|all] [--record]

Prints what the page of chapter 12 quotes, and with `--record` writes it to
docs/recorded/measured/. The exit code is 1 when a user was filled twice or not at all,
or when ten times the users take more than 10 MB more memory.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from .ch12_migrations_with_data.batches import (
    count_fills,
    fills,
    kill_after,
    load_revision,
    start_fill,
)
from .ch12_migrations_with_data.processes import insert_many
from .ch12_migrations_with_data.releases import Release, make_release
from .databases import DATABASES
from .heavy import own_engine, prepare_environment, say, write

FEW, MANY = 10_000, 100_000
KILL_AFTER = 50  # batches
MOST_MEMORY = 10.0  # MB
WRITE = text("UPDATE users SET age = 30 WHERE id = :id")
BREATH = 0.02  # seconds between two writes
STEP = 7919  # the writer goes through all users, not in their order


@dataclass(frozen=True)
class Fill:
    """How long it took, in seconds, and what its neighbours noticed."""

    seconds: float
    megabytes: float
    writes: int
    longest_wait: float


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=[*DATABASES, "all"], default="all")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    names = DATABASES if arguments.db == "all" else (arguments.db,)
    prepare_environment()
    reports = [report(name) for name in names]
    lines = [line for told, _ in reports for line in told]
    say("\n".join(lines))
    if arguments.record:
        write("batches.txt", lines)
    return 0 if all(is_right for _, is_right in reports) else 1


def report(database: str) -> tuple[list[str], bool]:
    told, is_complete = killed(database)
    few, many = in_batches(database, FEW), in_batches(database, MANY)
    at_once = in_one_update(database, MANY)
    more = many.megabytes - few.megabytes
    lines = [
        f"{database}: {MANY:,} users are filled, killed and filled again",
        *told,
        f"  in batches of 1,000: {many.seconds:.1f} s",
        f"    longest wait of {many.writes} writes to single users meanwhile: "
        f"{many.longest_wait * 1000:.0f} ms",
        f"  in one UPDATE:       {at_once.seconds:.1f} s",
        f"    longest wait of {at_once.writes} writes to single users meanwhile: "
        f"{at_once.longest_wait * 1000:.0f} ms",
        f"  memory of alembic: {few.megabytes:.1f} MB with {FEW:,} users, "
        f"{many.megabytes:.1f} MB with {MANY:,}",
    ]
    return lines, is_complete and more < MOST_MEMORY


def killed(database: str) -> tuple[list[str], bool]:
    """Kill the fill in the middle, run it again, and count what was done."""
    with prepared(database, MANY) as (engine, release):
        count_fills(engine)
        kill_after(start_fill(release, engine), KILL_AFTER)
        before, _ = fills(engine)
        start_fill(release, engine).communicate()
        every, users = fills(engine)
    lines = [
        f"  killed after {before:,} users were filled, and run again: "
        f"{users:,} users filled, {every - users} of them twice",
    ]
    return lines, every == users == MANY


def in_batches(database: str, users: int) -> Fill:
    with prepared(database, users) as (engine, release), writing(engine, users) as log:
        process = start_fill(release, engine)
        assert process.stderr
        moments = [
            time.perf_counter()
            for line in process.stderr
            if "0004 -> 0005" in line or "users up to" in line
        ]
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
    megabytes = usage.ru_maxrss / 1024
    return Fill(moments[-1] - moments[0], megabytes, len(log), max(log))


def in_one_update(database: str, users: int) -> Fill:
    statement = load_revision().FILL
    with prepared(database, users) as (engine, _), writing(engine, users) as log:
        before = time.perf_counter()
        with engine.begin() as connection:
            connection.execute(statement)
        seconds = time.perf_counter() - before
    return Fill(seconds, 0.0, len(log), max(log))


@contextmanager
def prepared(database: str, users: int) -> Iterator[tuple[Engine, Release]]:
    """Make a database at revision 0004 with so many users."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = stack.enter_context(own_engine(database, folder))
        release = make_release(2, folder)
        release.upgrade(engine.url.render_as_string(hide_password=False), "0004")
        insert_many(engine, 1, users)
        yield engine, release


class Writer(threading.Thread):
    """Writes to one user after the other, and notes how long it had to wait each time.

    It takes a breath in between: without, nobody else would get to write to SQLite.
    """

    def __init__(self, connection: Connection, users: int) -> None:
        super().__init__()
        self.connection, self.users = connection, users
        self.waits: list[float] = []
        self.began, self.ended = threading.Event(), threading.Event()

    def run(self) -> None:
        number = 0
        while not self.ended.wait(BREATH):
            number = (number + STEP) % self.users
            before = time.perf_counter()
            self.connection.execute(WRITE, {"id": number + 1})
            self.waits.append(time.perf_counter() - before)
            self.began.set()


@contextmanager
def writing(engine: Engine, users: int) -> Iterator[list[float]]:
    """Let a writer work; yield how long it has waited, in seconds."""
    with engine.connect() as connection:
        own = connection.execution_options(isolation_level="AUTOCOMMIT")
        writer = Writer(own, users)
        writer.start()
        writer.began.wait()
        writer.waits.clear()
        try:
            yield writer.waits
        finally:
            writer.ended.set()
            writer.join()


if __name__ == "__main__":
    sys.exit(main())
