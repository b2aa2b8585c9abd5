"""A page of changes stays light when there are twenty chapters."""

import gzip
from pathlib import Path

import pytest
from markdown import Markdown

from course.manifest import ROOT

from .conftest import write

CHAPTERS = 20
CHANGED = 5  # files in each chapter
PLACES = (10, 35, 60)  # in each of them
BYTES = 180_000  # of 250,000; the rest is for what all pages share, today 65,000

# Lines of the tool: more various than those of the chapters, so it is not too easy.
POOL = [
    line
    for path in sorted((ROOT / "course").rglob("*.py"))
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
]

ENTRY = """
[[chapters]]
stem = "ch{0:02}_topic"
title = "Title"
part = "I"
idea = "An idea."
databases = ["sqlite"]
added = []
changed = []
removed = []
"""


@pytest.fixture
def twenty(tmp_path: Path) -> Path:
    """Twenty chapters, the last of which has 30 files with 80 lines each."""
    files: list[list[str]] = []
    for number in range(1, CHAPTERS + 1):
        _grow(files, number)
        for index, lines in enumerate(files):
            path = tmp_path / f"chapters/ch{number:02}_topic/file{index:02}.py"
            write(path, "".join(lines))
    manifest = "".join(ENTRY.format(number + 1) for number in range(CHAPTERS))
    write(tmp_path / "chapters/chapters.toml", manifest)
    return tmp_path


def test_the_changes_up_to_the_last_chapter_are_light(twenty: Path) -> None:
    settings = {"course.site": {"root": str(twenty)}}
    markdown = Markdown(extensions=["course.site"], extension_configs=settings)

    html = markdown.convert(f"```changes ch{CHAPTERS}_topic\n```")

    assert html.count('<p id="since-ch') == CHAPTERS - 1
    assert len(gzip.compress(html.encode(), 6)) < BYTES


def _grow(files: list[list[str]], number: int) -> None:
    """Change some files as a chapter does, and add one or two."""
    for turn in range(CHANGED if files else 0):
        lines = files[(number * 7 + turn * 3) % len(files)]
        for start in PLACES:
            lines[start : start + 4] = _lines(number * 97 + turn * 31 + start, 5)
    while len(files) < number * 3 // 2:
        files.append(_lines(number * 89 + len(files) * 53, 80))


def _lines(place: int, number: int) -> list[str]:
    return [POOL[(place + offset) % len(POOL)] for offset in range(number)]
