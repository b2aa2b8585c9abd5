"""A promise is a test that a chapter has, run on every later chapter."""

import pytest

from course.manifest import find_chapter, load_chapters

from ..databases import SQLITE, databases_of


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "since(chapter): a promise; runs on every later chapter"
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
        pytest.param(stem, name, id=stem if name == SQLITE else f"{stem}-{name}")
        for stem in later
        for name in databases_of(stem, metafunc.definition)
    ]
    metafunc.parametrize(("chapter", "database"), places, indirect=True)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    ended = [item for item in items if _has_ended(item)]
    if ended:
        config.hook.pytest_deselected(items=ended)
        items[:] = [item for item in items if not _has_ended(item)]


def _has_ended(item: pytest.Item) -> bool:
    until = item.get_closest_marker("until")
    callspec = getattr(item, "callspec", None)
    if until is None or callspec is None or "chapter" not in callspec.params:
        return False
    return bool(callspec.params["chapter"][:4] >= until.args[0])


def _chapters_after(name: str) -> list[str]:
    start = find_chapter(name).number
    return [chapter.stem for chapter in load_chapters() if chapter.number > start]
