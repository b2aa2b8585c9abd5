"""Tests of the history run on each database, whatever their file is called."""

from collections.abc import Iterator

import pytest

from tests.databases import DATABASES, SERVERS, SQLITE

from .place import Place, databases_on, files_in


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("databases")
        names = mark.args if mark else DATABASES
        metafunc.parametrize("database", names, indirect=True)


@pytest.fixture(scope="session")
def places() -> Iterator[dict[str, Place]]:
    kept: dict[str, Place] = {}
    yield kept
    for place in kept.values():
        place.close()


@pytest.fixture
def place(
    request: pytest.FixtureRequest,
    database: str,
    places: dict[str, Place],
    tmp_path_factory: pytest.TempPathFactory,
) -> Place:
    """Give the test empty databases, as many as it likes."""
    if database not in places:
        places[database] = (
            files_in(tmp_path_factory.mktemp("history"))
            if database == SQLITE
            else databases_on(request.config.stash[SERVERS].get(database))
        )
    return places[database]
