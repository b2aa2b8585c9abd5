"""The exercises of a chapter: their tasks, hints, files and tests.

An exercise is a folder `exercises/STEM/NAME/`:

- `task.md`: a line `# Title`, then the task in Markdown;
- `hints.toml`: three tables `[[hint]]`, with `level` 1, 2, 3 and a `text` in Markdown;
- `solution/`: the files that differ from the chapter's, or are added to them, in the
  chapter's subfolders where they belong into one;
- `planted/`, if there is something to mend: the files that the learner begins with.

Its tests are in `tests/STEM/exercises/NAME/`. A chapter's exercises are in the order of
their names.
"""

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

from .errors import CourseError, UsageError
from .manifest import Chapter, belongs

LEVELS = [1, 2, 3]


@dataclass(frozen=True)
class Exercise:
    """One exercise, in the folder that is named like it."""

    chapter: Chapter
    name: str

    @property
    def folder(self) -> Path:
        return self.chapter.root / "exercises" / self.chapter.stem / self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The names under which progress is kept, the present one first."""
        stems = (self.chapter.stem, *self.chapter.formerly)
        return tuple(f"{stem}/{self.name}" for stem in stems)

    @property
    def tests(self) -> str:
        """The folder of its tests, as a path from the top of the repository."""
        return f"tests/{self.chapter.stem}/exercises/{self.name}"

    @property
    def planted(self) -> tuple[Path, ...]:
        """The files that the learner begins with, if they are not the chapter's own."""
        return _files(self.folder / "planted")

    @property
    def solved(self) -> tuple[Path, ...]:
        """The files of the solution that are not the chapter's own."""
        return _files(self.folder / "solution")

    def name_of(self, file: Path) -> str:
        """Return a planted or solved file's path inside the chapter, with `/`."""
        return PurePosixPath(*file.relative_to(self.folder).parts[1:]).as_posix()

    @property
    def asks_for_tests(self) -> bool:
        """Whether the learner writes tests, and no endpoint to try out."""
        return any(file.name.startswith("test_") for file in self.solved)

    def task(self) -> tuple[str, str]:
        """Return the title and the task. Raises CourseError when there is no title."""
        path = self.folder / "task.md"
        heading, _, task = _read(path).partition("\n")
        if not heading.startswith("# "):
            _fail(path, "the first line is not '# ' and a title")
        return heading[2:].strip(), task.strip()

    def hints(self) -> tuple[str, ...]:
        """Return the three hints. Raises CourseError when there are not three."""
        path = self.folder / "hints.toml"
        try:
            tables = tomllib.loads(_read(path)).get("hint")
        except tomllib.TOMLDecodeError as error:
            _fail(path, f"it is not TOML ({error})")
        if not isinstance(tables, list) or [t.get("level") for t in tables] != LEVELS:
            _fail(path, "expected three tables [[hint]], with the levels 1, 2 and 3")
        texts = tuple(str(table.get("text", "")).strip() for table in tables)
        if not all(texts):
            _fail(path, "a hint has no text")
        return texts

    def solution(self) -> str:
        """Return what the solution changes, as a unified diff."""
        return "".join(line for file in self.solved for line in self._diff(file))

    def _diff(self, file: Path) -> Iterator[str]:
        name = self.name_of(file)
        planted = self.folder / "planted" / name
        before = planted if planted.is_file() else self.chapter.path / name
        old = _read(before) if before.is_file() else ""
        lines = (old.splitlines(keepends=True), _read(file).splitlines(keepends=True))
        names = (f"before/{name}", f"after/{name}")
        return difflib.unified_diff(*lines, *names)


def exercises_of(chapter: Chapter) -> tuple[Exercise, ...]:
    """Return the exercises of a chapter in the order of their names."""
    folder = chapter.root / "exercises" / chapter.stem
    names = sorted(path.parent.name for path in folder.glob("*/task.md"))
    return tuple(Exercise(chapter, name) for name in names)


def find_exercise(chapter: Chapter, name: str) -> Exercise:
    """Return the exercise of that name. Raises UsageError with the names there are."""
    known = exercises_of(chapter)
    for exercise in known:
        if exercise.name == name:
            return exercise
    names = ", ".join(exercise.name for exercise in known) or "none"
    raise UsageError(
        f"Chapter {chapter.number} has no exercise '{name}'; it has: {names}."
    )


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and belongs(PurePosixPath(path.relative_to(folder)))
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _fail(path, "there is no such file in UTF-8")


def _fail(path: Path, problem: str) -> NoReturn:
    raise CourseError(f"{'/'.join(path.parts[-4:])}: {problem}.")
