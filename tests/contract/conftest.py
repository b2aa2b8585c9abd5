"""A promise is a test that a chapter has, run on every later chapter."""

from functools import cache
from pathlib import Path

import pytest

import chapters
from course.manifest import find_chapter, load_chapters

from ..databases import SQLITE, databases_of

# The chapter whose promises need each database: they run the file of what differs.
DIALECTS = "ch07"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "since(chapter): a promise; runs on every later chapter"
    )
    config.addinivalue_line(
        "markers", "repeated: a promise on a server; SQLite runs the same lines"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker("since")
    if marker is None:
        return
    later = _chapters_after(marker.args[0])
    if "database" not in metafunc.fixturenames:
        metafunc.parametrize("chapter", later, indirect=True)
        return
    places = [
        _place(stem, name, marker.args[0])
        for stem in later
        for name in databases_of(stem, metafunc.definition)
    ]
    metafunc.parametrize(("chapter", "database"), places, indirect=True)


def _place(stem: str, database: str, since: str) -> pytest.ParameterSet:
    if database == SQLITE:
        return pytest.param(stem, database, id=stem)
    marks = () if since == DIALECTS else (pytest.mark.repeated,)
    return pytest.param(stem, database, id=f"{stem}-{database}", marks=marks)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    ended = [item for item in items if _has_ended(item)]
    if ended:
        config.hook.pytest_deselected(items=ended)
        items[:] = [item for item in items if not _has_ended(item)]


def _has_ended(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    if callspec is None or "chapter" not in callspec.params:
        return False
    stem = callspec.params["chapter"]
    until = item.get_closest_marker("until")
    # Where there is no later chapter, pytest puts something that is no name.
    return not isinstance(stem, str) or bool(until and stem[:4] >= until.args[0])


@cache
def _chapters_after(name: str) -> list[str]:
    """Return the chapters under test that come later; a learner may have only one."""
    known = load_chapters()
    start = find_chapter(name, known).number
    later = [chapter.stem for chapter in known if chapter.number > start]
    return [stem for stem in later if Path(chapters.__path__[0], stem).is_dir()]
