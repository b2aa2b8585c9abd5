"""The recordings of chapter 5: the tests of a reader, run as the reader runs them."""

import re

import pytest

from .conftest import Record
from .transcript import ReaderFolder, Transcript

DURATION = re.compile(r"in \d+\.\d+s\b")
LAST_LINE = re.compile(r"^=+ (.* in …s) =+$", re.MULTILINE)
THREAD = re.compile(r"thread id \d+")
FIXTURES = re.compile(r"(available fixtures:) .*")

SUITE = "python -m pytest -q --tb=short chapters/ch05_testing"


@pytest.fixture(autouse=True)
def plain_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pytest print what it prints in a reader's terminal, wherever we run."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    for name in ("CI", "BUILD_NUMBER", "FORCE_COLOR", "PY_COLORS", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)


def run(
    reader: ReaderFolder, command: str, *, fails: bool = False, log: Transcript
) -> None:
    """Run a command and note it, with `…` for what differs from run to run."""
    output = DURATION.sub("in …s", reader.run(command, fails=fails))
    output = LAST_LINE.sub(lambda line: f" {line[1]} ".center(80, "="), output)
    output = FIXTURES.sub(r"\1 …", output)
    log.add(command, THREAD.sub("thread id …", output))


def test_the_first_test_passes_once(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("test_first.py")
    log = Transcript()

    run(reader, "python -m pytest -q --tb=short test_first.py", log=log)
    run(reader, "python -m pytest -q --tb=short test_first.py", fails=True, log=log)

    record("first-test.console", log)


def test_a_database_in_memory(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("memory.py")
    log = Transcript()

    run(reader, "python memory.py", log=log)

    record("memory.console", log)
    (message,) = (line for line in str(log).splitlines() if "same thread" in line)
    record("wrong-thread.txt", f"{message.strip()}\n")


def test_the_wrong_override(record: Record, reader: ReaderFolder) -> None:
    reader.add_chapter("ch04_crud")

    record("wrong-override.console", reader.demo("wrong_override.py"))


def test_rolling_back(record: Record, reader: ReaderFolder) -> None:
    record("rollback.console", reader.demo("rollback.py"))


def test_the_savepoint_that_leaks(record: Record, reader: ReaderFolder) -> None:
    record("savepoint.console", reader.demo("savepoint.py"))


def test_the_suite(record: Record, reader: ReaderFolder) -> None:
    log = Transcript()

    run(reader, "python -m pytest -v --no-header chapters/ch05_testing", log=log)

    record("suite.console", str(log).replace("collecting ... collected", "collected"))
    assert not list(reader.path.rglob("shop.db"))


def test_a_deletion_that_is_not_committed(record: Record, reader: ReaderFolder) -> None:
    main = reader.chapters / "ch05_testing" / "main.py"
    lines = main.read_text().splitlines(keepends=True)
    assert lines[-1] == "    session.commit()\n"
    main.write_text("".join(lines[:-1]))
    log = Transcript()

    run(reader, SUITE, fails=True, log=log)

    record("broken.console", log)


def test_tests_that_cannot_fail(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("test_cannot_fail.py")
    log = Transcript()

    run(reader, "python -m pytest -q test_cannot_fail.py", log=log)

    record("cannot-fail.console", log)


def test_the_lines_that_no_test_reaches(record: Record, reader: ReaderFolder) -> None:
    log = Transcript()

    run(reader, "python -m coverage run -m pytest -q chapters/ch05_testing", log=log)
    run(reader, "python -m coverage report -m --include='*/main.py'", log=log)

    record("coverage.console", log)


def test_no_such_table(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("no_lifespan.py")

    output = reader.run("python no_lifespan.py", fails=True)

    record("no-such-table.txt", output[output.index("sqlalchemy.exc.") :])


def test_no_fixture(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("test_no_client.py")
    log = Transcript()

    run(reader, "python -m pytest -q test_no_client.py", fails=True, log=log)

    record("no-fixture.console", log)


def test_no_tests_ran(record: Record, reader: ReaderFolder) -> None:
    reader.add_demo("rollback.py")
    log = Transcript()

    run(reader, "python -m pytest -q rollback.py", fails=True, log=log)

    record("no-tests.console", log)
