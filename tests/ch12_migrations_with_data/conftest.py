"""Fixtures of chapter 12: migrations in this process, and the releases on the way."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine

import chapters
from tests.application import Application, load_application, package_path

from .releases import MISSING, are_missing, make_release
from .workspace import Workspace


@pytest.fixture
def engine(database_url: URL) -> Iterator[Engine]:
    from course.servers.server import connect_args

    engine = create_engine(database_url, connect_args=connect_args(database_url))
    yield engine
    engine.dispose()


@pytest.fixture
def workspace(
    application: Application,
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Workspace:
    """Give the test an empty database and a copy of the revisions that change it."""
    monkeypatch.setattr(application.database, "engine", engine)
    return Workspace(package_path(application.stem), tmp_path, engine)


@pytest.fixture
def load_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], Application]]:
    """Load the code of a release between the chapters into this process."""
    if are_missing():
        pytest.skip(MISSING)

    def load(number: int) -> Application:
        name = f"release_{number}_for_tests"
        package = make_release(number, tmp_path).package
        package.rename(package.with_name(name))
        folders = [str(package.parent), *chapters.__path__]
        monkeypatch.setattr(chapters, "__path__", folders)
        return load_application(name)

    yield load
    for module in [name for name in sys.modules if "_for_tests" in name]:
        del sys.modules[module]
