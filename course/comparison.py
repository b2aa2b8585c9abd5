"""What lies between two chapters: the files that differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True)
class FileChange:
    """A file that differs: its text in one chapter and in another, None where absent.

    Two changes are equal when they have the same name and the same texts, whichever
    chapters they were found between.
    """

    name: str
    old: str | None
    new: str | None

    @property
    def kind(self) -> Kind:
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileChange]:
    """Return the files that differ between two chapters, each given as name to text.

    Added files come first, then the changed ones, then the removed ones, by name.
    """
    changes = (
        FileChange(name, before.get(name), after.get(name))
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    )
    return sorted(changes, key=lambda change: (change.kind, change.name))
