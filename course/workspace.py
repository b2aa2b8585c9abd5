"""The learner's folder: chapters are written in its `chapters/chNN_topic`.

Exercises are solved in copies of their own, `exercises/NAME/chNN_topic`, or, once the
chapter has migrations, `exercises/NAME/chapters/chNN_topic`.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from . import manifest
from .errors import UsageError
from .manifest import Chapter, belongs

VARIABLE = "COURSE_WORKSPACE"


@dataclass(frozen=True)
class Workspace:
    """The folder with the learner's chapters, exercises, progress and backups."""

    folder: Path

    def place_of(self, chapter: Chapter, exercise: str | None = None) -> Path:
        """Return where the learner's copy belongs: of a chapter, or for an exercise."""
        own = f"chapters/{chapter.stem}"
        return self.folder / (chapter.folder_for(exercise) if exercise else own)

    def copy_of(self, chapter: Chapter, exercise: str | None = None) -> Path:
        """Return the learner's copy. Raises UsageError when there is none to test."""
        place = self.place_of(chapter, exercise)
        if (place / "main.py").is_file():
            return place
        for stem in chapter.formerly:
            former = place.with_name(stem)
            if former.is_dir() and not place.exists():
                raise UsageError(
                    f"{stem} is now called {chapter.stem}; rename your folder: "
                    f"mv {shown(former)} {shown(place)}"
                )
        if place.is_dir():
            raise UsageError(
                f"{shown(place)} has no main.py; write it, or begin anew with: "
                f"course reset {as_typed(chapter, exercise)}"
            )
        raise UsageError(
            f"There is no {shown(place)}; begin with: "
            f"course start {as_typed(chapter, exercise)}"
        )

    def set_aside(self, place: Path) -> Path:
        """Move a folder into `backups/` and return where it is now.

        The backup is named like `ch04_crud-20261102-120000`, that of an exercise's copy
        like `ch04_crud-search-20261102-120000`.
        """
        moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        backups = self.folder / "backups"
        backups.mkdir(parents=True, exist_ok=True)
        parts = place.relative_to(self.folder).parts[1:]
        name = "-".join(part for part in reversed(parts) if part != "chapters")
        target = backups / f"{name}-{moment}"
        number = 2
        while target.exists():
            target = backups / f"{name}-{moment}-{number}"
            number += 1
        shutil.move(place, target)
        return target


def find_workspace(path: Path | None) -> Workspace:
    """Return the workspace at `path`, or the one beside the course's chapters."""
    return Workspace((path or manifest.ROOT / "workspace").absolute())


def copy_package(package: Path, target: Path) -> None:
    """Copy a chapter's files, without what running it has left behind."""
    target.mkdir(parents=True)
    for file in files_of(package):
        copy = target / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(package / file, copy)


def files_of(package: Path) -> Iterator[Path]:
    """Yield the files of a chapter's folder, as sorted paths relative to it."""
    for path in sorted(package.rglob("*")):
        file = path.relative_to(package)
        if path.is_file() and belongs(PurePosixPath(file.as_posix())):
            yield file


def as_typed(chapter: Chapter, exercise: str | None) -> str:
    """Return what names a copy in a command: `4`, or `4 search`."""
    return f"{chapter.number} {exercise}" if exercise else str(chapter.number)


def shown(path: Path) -> str:
    """Return a path as a reader would type it: relative to where she is, if below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
