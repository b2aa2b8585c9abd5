"""Runs of the tests: without servers, with one that dies, two at the same time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from course.manifest import ROOT
from course.servers.kinds import KINDS, Kind
from course.servers.throwaway import start_servers

PROMISES = "tests/contract/test_ch03_database.py"
# Enough tests for two workers, and not more with each chapter that is added.
OF = "ch04_crud or ch06_mysql or ch07_postgresql"

NO_BINARIES = """
import course.servers.finder
course.servers.finder.has_binaries = lambda kind: False
"""

# Kills the server when the fourth test that uses it is about to begin.
KILLER = """
import os
import signal
from tests.databases import SERVERS, database_of

tests = []

def pytest_runtest_setup(item):
    if database_of(item) == {name!r}:
        tests.append(item)
    if len(tests) == 4:
        offer = item.config.stash[SERVERS].known[{name!r}]
        if offer["pid"]:
            os.kill(offer["pid"], signal.SIGKILL)
"""


class Runner:
    """Runs promises of chapter 3 in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.variables = {"COURSE_SERVERS": str(folder / "kept")}

    def plugin(self, text: str) -> list[str]:
        (self.folder / "changed_here.py").write_text(text)
        return ["-p", "changed_here"]

    def start(self, *options: str) -> subprocess.Popen[str]:
        left_out = {"REQUIRE_SERVERS", "PYTEST_ADDOPTS"}
        left_out |= {kind.variable for kind in KINDS.values()}
        env = {name: os.environ[name] for name in set(os.environ) - left_out}
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "pytest", "-q", "--tb=short"),
                *("-p", "no:cacheprovider", PROMISES, "-k", OF, *options),
            ],
            cwd=ROOT,
            env=env | {"PYTHONPATH": str(self.folder)} | self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *options: str) -> tuple[int, str]:
        process = self.start(*options)
        said, _ = process.communicate(timeout=120)
        return process.returncode, said


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_without_servers_the_tests_are_skipped(runner: Runner) -> None:
    code, said = runner.run(*runner.plugin(NO_BINARIES))

    assert code == 0, said
    assert re.search(r"^sqlite: \d+ passed$", said, re.MULTILINE), said
    for kind in KINDS.values():
        assert f"skipped. No {kind.title} server: {kind.variable} is not set" in said
        assert f"try: {kind.missing}" in said


@pytest.mark.parametrize(
    ("variables", "options"), [({"REQUIRE_SERVERS": "1"}, ()), ({}, ("--db", "all"))]
)
def test_who_requires_them_gets_a_failure(
    runner: Runner, variables: dict[str, str], options: tuple[str, ...]
) -> None:
    runner.variables |= variables

    code, said = runner.run(*runner.plugin(NO_BINARIES), *options)

    assert code == 1, said
    assert re.search(r"mysql: \d+ error. No MySQL server: MYSQL_URL is not", said), said


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "2")])
def test_a_dead_url_ends_the_run_at_once(
    runner: Runner, workers: tuple[str, ...]
) -> None:
    runner.variables["MYSQL_URL"] = "mysql+pymysql://root:secret@127.0.0.1:1/mysql"

    code, said = runner.run(*workers)

    assert code != 0
    assert "MYSQL_URL names a server that does not answer" in said
    assert "root:***@127.0.0.1:1" in said
    assert "secret" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "2")])
def test_a_server_that_is_killed_ends_the_run_with_one_sentence(
    runner: Runner, kind: Kind, workers: tuple[str, ...]
) -> None:
    killer = runner.plugin(KILLER.format(name=kind.name))

    code, said = runner.run(*killer, *workers)

    assert code in (1, 2), said
    assert f"The {kind.title} server of this run (" in said
    assert "does not answer any more" in said
    assert "Run the tests again" in said
    assert "Traceback" not in said
    assert "sqlalchemy" not in said

    code, said = runner.run(*workers)

    assert code == 0, said


def test_only_the_database_that_is_asked_for(runner: Runner, kind: Kind) -> None:
    code, said = runner.run("--db", kind.name)

    assert code == 0, said
    assert re.search(rf"^{kind.name}: \d+ passed, on \d", said, re.MULTILINE), said
    assert not re.search(r"^sqlite:", said, re.MULTILINE)


def test_two_runs_on_one_server_do_not_meet(runner: Runner, kind: Kind) -> None:
    with start_servers([kind]) as servers:
        server = servers[kind.name]
        url = server.url.render_as_string(hide_password=False)
        runner.variables[kind.variable] = url
        runs = [runner.start("--db", kind.name) for _ in range(2)]
        said = [run.communicate(timeout=120)[0] for run in runs]

        assert [run.returncode for run in runs] == [0, 0], said
        with server.connect() as connection:
            rows = connection.scalars(text(DATABASES[kind.name])).all()
        assert [name for name in rows if name.startswith("course_")] == []


DATABASES = {
    "mysql": "SELECT schema_name FROM information_schema.schemata",
    "postgresql": "SELECT datname FROM pg_database",
}
