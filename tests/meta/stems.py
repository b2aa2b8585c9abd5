"""Has each chapter its place everywhere, and has everything a chapter?"""

import re
from collections.abc import Iterator
from pathlib import Path

from course.manifest import load_chapters

STEM = re.compile(r"ch\d+_\w+")

# Path of a chapter's own file or folder, and what must be in the folder.
PLACES = (
    ("chapters/{stem}", "__init__.py"),
    ("docs/chapters/{stem}.md", None),
    ("docs/recorded/{stem}", "*.*"),
    ("tests/{stem}", "test_*.py"),
)
# Folders that come later: from the day that one exists, every chapter is in it.
LATER_PLACES = (
    ("quizzes/{stem}.toml", None),
    ("exercises/{stem}", "*/*"),
)
FOLDERS = (
    *("chapters", "docs/changes", "docs/chapters", "docs/demos", "docs/recorded"),
    *("exercises", "quizzes", "tests"),
)


def find_missing_places(root: Path) -> Iterator[str]:
    """Yield each place where a chapter of the manifest is not to be found."""
    later = [p for p in LATER_PLACES if (root / p[0].partition("/")[0]).is_dir()]
    for chapter in load_chapters(root):
        for pattern, content in (*PLACES, *later):
            name = pattern.format(stem=chapter.stem)
            path = root / name
            if not (any(path.glob(content)) if content else path.is_file()):
                wanted = f"{name}/{content}" if content else name
                yield f"{chapter.stem} has no {wanted}: write it."


def find_missing_changes(root: Path) -> Iterator[str]:
    """Yield each chapter without a page of what changed; the first one needs none."""
    for chapter in load_chapters(root)[1:]:
        name = f"docs/changes/{chapter.stem}.md"
        fence = f"```changes {chapter.stem}\n"
        if not (root / name).is_file():
            yield f"{chapter.stem} has no {name}: write it."
        elif fence not in (root / name).read_text(encoding="utf-8"):
            yield f"{name} has no fence `changes {chapter.stem}`: write it there."


def find_strays(root: Path) -> Iterator[str]:
    """Yield what is named like a chapter and is none of the manifest."""
    stems = {chapter.stem for chapter in load_chapters(root)}
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("ch*")):
            stem = path.name.partition(".")[0]
            if STEM.fullmatch(stem) and stem not in stems and _holds_files(path):
                yield (
                    f"{folder}/{path.name} belongs to no chapter of chapters.toml: "
                    "rename it, or enter the chapter."
                )


def _holds_files(path: Path) -> bool:
    if path.is_file():
        return True
    files = (file for file in path.rglob("*") if file.is_file())
    return any("__pycache__" not in file.parts for file in files)
