"""From chapter 11 to chapter 12 while requests come in: in small steps, and in one.

    python -m tests.expand_contract [--db mysql|postgresql|all] [--record]

Prints how many requests each step saw, and how many failed: another status than the
expected one, or an answer that is not what was written last. With `--record` it writes
that to docs/recorded/measured/. The exit code is 1 when a request failed on the way in
small steps, when there were fewer than 1,000, or when an address is another in the end.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from .ch12_migrations_with_data.rollout import Rollout
from .databases import DATABASES
from .heavy import own_engine, prepare_environment, say, write

USERS = 10_000
WAIT = 60  # requests to each release, at least, at each step
ENOUGH = 1_000
SERVERS = DATABASES[1:]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=[*DATABASES, "all"], default="all")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    names = SERVERS if arguments.db == "all" else (arguments.db,)
    prepare_environment()
    verdicts = []
    lines: dict[str, list[str]] = {"small-steps.txt": [], "one-step.txt": []}
    for name in names:
        for path, drive in zip(lines, (in_small_steps, in_one_step), strict=True):
            told, is_right = drive(name)
            lines[path] += told
            verdicts.append(is_right)
            say("\n".join(told))
    if arguments.record:
        for path, told in lines.items():
            write(path, told)
    return 0 if all(verdicts) else 1


def in_small_steps(database: str) -> tuple[list[str], bool]:
    with ExitStack() as stack:
        rollout = begin(stack, database)
        with rollout:
            for number in (1, 2, 3, 4):
                rollout.go_to(number)
        is_same = rollout.found() == rollout.expected()
    for failure in rollout.traffic.failures:
        say(str(failure), sys.stderr)
    is_enough = rollout.traffic.total >= ENOUGH
    lines = [
        *table(database, rollout),
        f"{'':<12}{'waited for a lock, and tried again':<48}{rollout.attempts:>9}",
        f"{'':<12}{'addresses that are not what was written':<48}"
        f"{'none' if is_same else 'some':>9}",
    ]
    return lines, is_same and is_enough and not rollout.traffic.failures


def in_one_step(database: str) -> tuple[list[str], bool]:
    with ExitStack() as stack:
        rollout = begin(stack, database, wait=350)
        with rollout:
            rollout.split_in_one_step()
    return table(database, rollout), True


def begin(stack: ExitStack, database: str, wait: int = WAIT) -> Rollout:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    engine = stack.enter_context(own_engine(database, folder))
    return Rollout(folder, engine, USERS, wait)


def table(database: str, rollout: Rollout) -> list[str]:
    rows = rollout.rows()
    requests, failed = sum(r.requests for r in rows), sum(r.failed for r in rows)
    return [
        f"{database:<12}{'step':<48}{'requests':>9}{'failed':>8}",
        *(f"{'':<12}{r.step:<48}{r.requests:>9}{r.failed:>8}" for r in rows),
        f"{'':<12}{'all':<48}{requests:>9}{failed:>8}",
    ]


if __name__ == "__main__":
    sys.exit(main())
