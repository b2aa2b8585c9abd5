"""Do the texts tell of the machine that they were written on? Does README agree?"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from course.manifest import Chapter, load_chapters

# A folder of one machine, at the start of a path.
MACHINE = re.compile(r"(?<![\w.~*-])/(?:root|work|tmp/pytest-of-\w+)/")
ROW = re.compile(r"^\|.*\bch\d\d_\w+.*$", re.MULTILINE)


def find_machine_paths(root: Path) -> Iterator[str]:
    """Yield the lines of tracked files, or new ones, that name such a folder."""
    for path in _tracked_files(root):
        for number, line in enumerate(_lines(path), start=1):
            if MACHINE.search(line):
                name = path.relative_to(root).as_posix()
                yield f"{name}:{number} names a folder of one machine: {line.strip()}"


def _tracked_files(root: Path) -> Iterator[Path]:
    """Yield the files that git tracks or would; without git, all but hidden ones."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if listed.returncode:
        paths = (path.relative_to(root) for path in sorted(root.rglob("*")))
        names = [str(p) for p in paths if not any(n.startswith(".") for n in p.parts)]
    else:
        names = listed.stdout.decode().split("\0")
    return (root / name for name in names if (root / name).is_file())


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []  # not a text


def find_readme_errors(root: Path) -> Iterator[str]:
    """Yield where README's table of chapters and the manifest disagree."""
    rows = ROW.findall((root / "README.md").read_text(encoding="utf-8"))
    chapters = load_chapters(root)
    if len(rows) != len(chapters):
        yield f"README.md: {len(rows)} chapters in its table, not {len(chapters)}."
    for chapter, row in zip(chapters, rows, strict=False):
        for text in _row_texts(chapter):
            if text not in row:
                yield f"README.md: the row of {chapter.stem} has no '{text}'."


def _row_texts(chapter: Chapter) -> tuple[str, ...]:
    return (
        f"[{chapter.title}](docs/chapters/{chapter.stem}.md)",
        f"(chapters/{chapter.stem})",
        chapter.idea,
    )
