"""What a carry finds in a chapter, and what it does there."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from . import git
from .errors import CourseError
from .manifest import Chapter

MARKERS = re.compile(rb"^(<<<<<<<|>>>>>>>) ", re.MULTILINE)


class Outcome(StrEnum):
    """What a change does to a chapter's copy."""

    CARRIED = "carried"  # the copy was the same, and gets the new text
    MERGED = "merged"  # the copy has a text of its own; the change went into it
    ADDED = "added"
    DELETED = "deleted"
    UNCHANGED = "unchanged"  # the copy has the change already
    NOT_THERE = "not there"  # the chapter has no such file
    CONFLICT = "CONFLICT"  # the chapter changed the same lines


@dataclass(frozen=True)
class Copy:
    """A chapter's copy of the file: the text on disk, and the one in git.

    None means that there is no file. `name` is for messages; `dropped` says that the
    manifest removed the file in this chapter or before.
    """

    path: Path
    name: str
    current: bytes | None
    committed: bytes | None
    dropped: bool


@dataclass(frozen=True)
class Step:
    """What happens to a copy, and its new text."""

    copy: Copy
    outcome: Outcome
    text: bytes | None


def read_copy(
    chapter: Chapter, file: str, revision: str = "HEAD", *, dropped: bool = False
) -> Copy:
    """Read the chapter's copy of `file`, from disk and from git's `revision`.

    Raises CourseError when it still holds the conflict markers of an earlier merge.
    """
    path = chapter.path / file
    name = path.relative_to(chapter.root).as_posix()
    current = path.read_bytes() if path.is_file() else None
    if current and MARKERS.search(current):
        raise CourseError(f"{name} still has conflict markers; resolve them first.")
    committed = git.read_file(chapter.root, path, revision)
    return Copy(path, name, current, committed, dropped or not chapter.path.is_dir())
