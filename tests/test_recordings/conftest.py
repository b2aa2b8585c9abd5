"""Fixtures that make and compare the recordings of `docs/recorded/`.

pytest loads the conftest of a folder called `test*` at the start, so that syrupy, which
takes a while to import, is loaded for recordings and not for a chapter's tests.
"""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from course.manifest import ROOT

from ..helpers import Client
from .transcript import ReaderFolder, SqlLog, Transcript

Record = Callable[[str, object], None]


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    if pluginmanager.has_plugin("terminalreporter"):
        raise pytest.UsageError(
            "The recordings were found too late to load syrupy; "
            "name the folder: python -m pytest tests"
        )
    if not pluginmanager.has_plugin("syrupy"):
        pluginmanager.import_plugin("syrupy")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """Compare a text with `docs/recorded/STEM/NAME`, or write it (`make record`)."""
    from .recording import Recording

    snapshot = request.getfixturevalue("snapshot").use_extension(Recording)

    def compare(name: str, text: object) -> None:
        with warnings.catch_warnings():
            # syrupy misses the name of the test in the name of the recording.
            warnings.filterwarnings("ignore", "\nCan not relate snapshot name")
            assert str(text) == snapshot(name=name)

    return compare


@pytest.fixture
def transcript(client: Client) -> Transcript:
    """Collect the requests of a reader and their answers."""
    return Transcript(client)


@pytest.fixture
def reader(chapter: str, tmp_path: Path) -> ReaderFolder:
    """Make the folder of a reader who has finished the chapter."""
    return ReaderFolder(tmp_path, chapter, ROOT / "docs" / "demos" / chapter)


@pytest.fixture
def sql_log(bind: Engine | Connection) -> Iterator[SqlLog]:
    """Collect the SQL that the application sends, as on a connection of its own."""
    with SqlLog(bind.engine) as log:
        yield log
