"""Does the time of a refused login tell whether the name exists?

    python -m tests.login_timing [--db sqlite|mysql|postgresql|all] [--chapter ch09]

Starts the chapter as a process, with the real costs of a hash, and logs in over HTTP,
200 times each with a wrong password, as a user without a password, and with an unknown
name, in turn. Prints the medians in milliseconds of wall time, and their ratio to the
wrong password's. The exit code is 1 when one differs from it by more than 10 %.
"""

import argparse
import importlib
import os
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
from pydantic import SecretStr
from sqlalchemy import URL, create_engine, text

from course.manifest import find_chapter
from course.servers.databases import own_database
from course.servers.kinds import KINDS
from course.servers.throwaway import start_servers

from .databases import DATABASES, SQLITE
from .server import running_server

LOGINS = 200
WARM_UP = 5
LIMIT = 0.10
INSERT = text(
    "INSERT INTO users (username, email, hashed_password)"
    " VALUES (:name, :address, :hash)"
)
# Each case by the name that it logs in with; the last one is nobody's.
CASES = {"wrong password": "alpha", "no password": "beta", "unknown name": "gamma"}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=[*DATABASES, "all"], default=SQLITE)
    parser.add_argument("--chapter", default="ch09")
    arguments = parser.parse_args()
    names = DATABASES if arguments.db == "all" else [arguments.db]
    stem = find_chapter(arguments.chapter).stem
    prepare_environment()
    verdicts = [judge(name, measure(stem, name)) for name in names]
    return 0 if all(verdicts) else 1


def prepare_environment() -> None:
    """Let the costs of a hash be those of the chapter, and nobody be throttled."""
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST"):
        os.environ.pop(name, None)
    os.environ["SECRET_KEY"] = secrets.token_hex(32)
    os.environ["FAILURES_PER_NAME"] = os.environ["FAILURES_PER_ADDRESS"] = "1000000"


def judge(database: str, milliseconds: dict[str, list[float]]) -> bool:
    """Print the medians, and say whether they are alike."""
    medians = {case: statistics.median(times) for case, times in milliseconds.items()}
    expected = medians["wrong password"]
    for case, median in medians.items():
        say(
            f"{database:<10} {case:<14} {median:7.2f} ms  ratio {median / expected:.3f}"
        )
    return all(abs(median / expected - 1) <= LIMIT for median in medians.values())


def measure(stem: str, database: str) -> dict[str, list[float]]:
    """Log in again and again; return the milliseconds of each login by its case."""
    with TemporaryDirectory(prefix="login-timing-") as folder, ExitStack() as stack:
        url = stack.enter_context(database_url(database, Path(folder)))
        os.environ["DATABASE_URL"] = url.render_as_string(hide_password=False)
        server = stack.enter_context(running_server(stem, Path(folder)))
        client = stack.enter_context(httpx2.Client(base_url=server.url, timeout=60))
        client.get("/openapi.json")  # answers as soon as the tables are there
        insert_users(stem, url)
        turns = [log_in_once(client) for _ in range(WARM_UP + LOGINS)][WARM_UP:]
    return {case: [turn[case] for turn in turns] for case in CASES}


@contextmanager
def database_url(database: str, folder: Path) -> Iterator[URL]:
    if database == SQLITE:
        yield URL.create("sqlite", database=str(folder / "timing.db"))
        return
    kind = KINDS[database]
    with start_servers([kind]) as servers, own_database(servers[kind.name]) as url:
        yield url


def insert_users(stem: str, url: URL) -> None:
    """Insert alpha with a hash, and beta without one; there is no gamma."""
    security = importlib.import_module(f"chapters.{stem}.security")
    hashes = {"alpha": security.hash_password(SecretStr("Passw0rd")), "beta": None}
    engine = create_engine(url)
    with engine.begin() as connection:
        for name, hashed in hashes.items():
            values = {"name": name, "address": f"{name}@example.com", "hash": hashed}
            connection.execute(INSERT, values)
    engine.dispose()


def log_in_once(client: httpx2.Client) -> dict[str, float]:
    """Try each case once; return the milliseconds that each took."""
    return {case: milliseconds(client, name) for case, name in CASES.items()}


def milliseconds(client: httpx2.Client, name: str) -> float:
    before = time.perf_counter()
    response = client.post("/token", data={"username": name, "password": "passw0rd"})
    after = time.perf_counter()
    assert response.status_code == 401, response.text
    return (after - before) * 1000


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
