"""The manifest: which chapters there are, in which order, and what each one changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .errors import ManifestError, UnknownChapterError
from .validation import Database, fail, read_tables

__all__ = [
    "ROOT",
    "Chapter",
    "Database",
    "ManifestError",
    "UnknownChapterError",
    "find_chapter",
    "load_chapters",
    "previous_chapter",
]

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"(?:ch)?([0-9]{1,4})")


@dataclass(frozen=True)
class Chapter:
    """One `[[chapters]]` table; `root` is the repository that it was read from.

    The files in `added`, `changed` and `removed` are those of the package, compared
    with the chapter before; in the first chapter every file is an added one. `formerly`
    are the stems that the chapter had before: a learner's progress may go by them.
    """

    stem: str
    title: str
    part: str
    idea: str
    databases: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    formerly: tuple[str, ...] = ()
    root: Path = ROOT

    @property
    def number(self) -> int:
        return int(self.stem[2:4])

    @property
    def name(self) -> str:
        return self.stem[:4]

    @property
    def path(self) -> Path:
        return self.root / "chapters" / self.stem

    @property
    def has_migrations(self) -> bool:
        return (self.path / "migrations").is_dir()

    def folder_for(self, exercise: str) -> str:
        """Return where a learner solves an exercise, below her folder, with `/`.

        Migrations import their chapter as `chapters.STEM`, so the folder around it has
        that name where there are some: else they would mean the learner's chapter.
        """
        inner = "chapters/" if self.has_migrations else ""
        return f"exercises/{exercise}/{inner}{self.stem}"

    def files(self) -> tuple[str, ...]:
        """Return the package's files as sorted paths relative to it, with `/`."""
        found = (path for path in self.path.rglob("*") if path.is_file())
        relative = (PurePosixPath(path.relative_to(self.path)) for path in found)
        return tuple(sorted(str(path) for path in relative if belongs(path)))


def belongs(path: PurePosixPath) -> bool:
    """Say whether a file of a chapter's folder is part of the chapter.

    Not part of it is what running the chapter leaves behind: `__pycache__`,
    databases (`*.db`, `*.db-journal`), and everything hidden; `..` is not either.
    """
    hidden = any(part.startswith(".") for part in path.parts)
    ran = "__pycache__" in path.parts or path.suffix.startswith(".db")
    return not hidden and not ran


def load_chapters(root: Path = ROOT) -> tuple[Chapter, ...]:
    """Read and validate the manifest of the repository at `root`.

    Returns the chapters in order. Raises ManifestError for the first thing that is
    wrong in the file; whether the folders agree with it is for `tests/meta` to say.
    """
    chapters = tuple(Chapter(root=root, **table) for table in read_tables(root))
    for number, chapter in enumerate(chapters, start=1):
        if chapter.number != number:
            fail(f"{chapter.stem} stands where chapter {number} is expected")
    first = chapters[0]
    if first.changed or first.removed:
        fail(f"{first.stem} is the first chapter, so all of its files are 'added'")
    return chapters


def find_chapter(name: str | int, chapters: Sequence[Chapter] | None = None) -> Chapter:
    """Return the chapter called `name`: 4, "4", "ch04" or "ch04_crud".

    Looks in `chapters`, by default all chapters of this repository. Raises
    UnknownChapterError, a ManifestError, when none has that name.
    """
    known = load_chapters() if chapters is None else chapters
    numbered = NAME.fullmatch(str(name))
    for chapter in known:
        if chapter.stem == name or (numbered and chapter.number == int(numbered[1])):
            return chapter
    stems = ", ".join(chapter.stem for chapter in known)
    raise UnknownChapterError(f"There is no chapter '{name}'; there are: {stems}.")


def previous_chapter(chapter: Chapter) -> Chapter | None:
    """Return the chapter before this one, or None for the first."""
    earlier = load_chapters(chapter.root)[: chapter.number - 1]
    return earlier[-1] if earlier else None
