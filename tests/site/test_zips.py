"""Each chapter's zip, taken from its page, runs in a folder and Python of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.manifest import Chapter, load_chapters

from .zips import PIN, Reader, take_zip, unpack

TAMPERED = "ch04_crud"
# The zips of later chapters bring the same finder of servers, and many more tests.
LAST_ON_SERVERS = 7
FIRST_WITH_PERMISSIONS = 10

# What is broken: the step that finds it, the file, the text there, and another text.
BREAKS: dict[str, tuple[Callable[[Reader, Path], str], str, str, str]] = {
    "there is no such version": (
        *(Reader.install, "requirements.txt"),
        *("fastapi==", "fastapi==9"),
    ),
    "a module is misspelt": (
        *(Reader.serve, "chapters/ch04_crud/main.py"),
        *("from .errors", "from .error"),
    ),
    "the tests need our tool": (
        *(Reader.test, "tests/helpers.py"),
        *("import httpx2", "import course.manifest, httpx2"),
    ),
}


@pytest.mark.long
def test_each_zip_runs_by_itself(site: Path, tmp_path: Path) -> None:
    """One test, so that the packages are installed once.

    From chapter to chapter the environment gets only what the zip asks for: nothing
    that a later chapter needs is there yet.
    """
    reader = Reader(tmp_path)
    folders: dict[str, Path] = {}

    for chapter in load_chapters():
        html = (site / f"chapters/{chapter.stem}.html").read_text(encoding="utf-8")
        name, content = take_zip(html)
        folder = folders[chapter.stem] = unpack(content, tmp_path / chapter.stem)
        assert name == f"{folder.name}.zip" == f"shop-{chapter.name}.zip"
        assert reader.install(folder) == ""
        assert reader.serve(folder, answer_of(chapter)) == ""
        assert reader.test(folder, *options_for(chapter)) == ""
        pins = dict(PIN.findall((folder / "requirements.txt").read_text()))
        assert reader.installed().items() <= pins.items()

    found = reader.run("python -c 'import course'", tmp_path)
    assert "No module named 'course'" in found.stdout
    assert list(unnoticed(reader, folders[TAMPERED])) == []


def answer_of(chapter: Chapter) -> int:
    """Return what `GET /users` answers to nobody in particular."""
    return 401 if chapter.number >= FIRST_WITH_PERMISSIONS else 200


def options_for(chapter: Chapter) -> tuple[str, ...]:
    few = chapter.number <= LAST_ON_SERVERS
    return () if few else ("--db", "sqlite", "-m", "not long")


def unnoticed(reader: Reader, folder: Path) -> Iterator[str]:
    """Break an unpacked zip in one way after the other, and mend it again."""
    for name, (step, path, old, new) in BREAKS.items():
        file = folder / path
        whole = file.read_text(encoding="utf-8")
        assert old in whole
        file.write_text(whole.replace(old, new), encoding="utf-8")
        if step(reader, folder) == "":
            yield name
        file.write_text(whole, encoding="utf-8")
