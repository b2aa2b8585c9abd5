"""Servers of the test alone, and what is needed where this machine has none."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from course.cli import main
from course.servers.finder import explain
from course.servers.kinds import KINDS, Kind
from course.servers.launch import has_binaries
from course.servers.throwaway import new_folder
from tests.databases import REQUIRE


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Said]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """A kind of server that this machine can start."""
    kind = KINDS[request.param]
    if not has_binaries(kind):
        refuse = pytest.fail if os.environ.get(REQUIRE) == "1" else pytest.skip
        refuse(explain(kind))
    return kind


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep servers in a folder of the test's, and forget those of the environment."""
    folder = new_folder("course-test-")
    for kind in KINDS.values():
        monkeypatch.delenv(kind.variable, raising=False)
    monkeypatch.delenv(REQUIRE, raising=False)
    monkeypatch.setenv("COURSE_SERVERS", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def course(
    alone: Path,  # noqa: ARG001 - changes the environment
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Run]:
    """Run `course servers ...`; what it has started ends with the test."""

    def run(*words: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main(["servers", *words])
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    yield run
    run("down")
