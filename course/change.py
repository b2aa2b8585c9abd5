"""A change to one chapter's file meets the next chapter's copy.

Each kind of change has `meet(copy)`, which says what becomes of the copy, touching
nothing, and which change goes on to the chapter after. It raises CourseError where
the user has to decide first.
"""

from dataclasses import dataclass
from typing import Self

from . import git
from .errors import CourseError
from .step import Copy, Outcome, Step


@dataclass(frozen=True)
class Addition:
    """A new file, with its text; `name` says where, for messages."""

    name: str
    text: bytes

    def meet(self, copy: Copy) -> tuple[Step, Self]:
        if copy.current is None:
            outcome = Outcome.NOT_THERE if copy.dropped else Outcome.ADDED
            return Step(copy, outcome, self.text), self
        if copy.current == self.text:
            return Step(copy, Outcome.UNCHANGED, self.text), self
        raise CourseError(
            f"{self.name} is new in git and {copy.name} has another text; make them "
            "the same by hand, or name an older revision with --base."
        )


@dataclass(frozen=True)
class Deletion:
    """A file that is gone, with the text that it had."""

    name: str
    text: bytes

    def meet(self, copy: Copy) -> tuple[Step, Self]:
        if copy.current is None:
            return Step(copy, Outcome.NOT_THERE, None), self
        if copy.current == self.text:
            return Step(copy, Outcome.DELETED, None), self
        raise CourseError(
            f"{self.name} is deleted and {copy.name} has a text of its own; delete it "
            "by hand, or put the first one back."
        )


@dataclass(frozen=True)
class Edit:
    """The text of a file before and after.

    What an edit does to a copy is the edit for the chapter after. It is made of the
    copy on disk, so it has nothing of the copy's own uncommitted changes.
    """

    name: str
    before: bytes
    after: bytes

    def meet(self, copy: Copy) -> tuple[Step, Self]:
        if copy.current is None:
            return Step(copy, Outcome.NOT_THERE, None), self
        merged = self._into(copy, copy.current)
        if merged.conflict:
            _require_committed(copy)
            return Step(copy, Outcome.CONFLICT, merged.text), self
        if merged.text == copy.current:
            return Step(copy, Outcome.UNCHANGED, merged.text), self
        same = copy.current == self.before
        outcome = Outcome.CARRIED if same else Outcome.MERGED
        onwards = type(self)(copy.name, copy.current, merged.text)
        return Step(copy, outcome, merged.text), onwards

    def _into(self, copy: Copy, mine: bytes) -> git.Merge:
        if mine == self.before:
            return git.Merge(self.after, conflict=False)
        return git.merge(mine, self.before, self.after, (copy.name, self.name))


Change = Addition | Deletion | Edit


def _require_committed(copy: Copy) -> None:
    if copy.current != copy.committed:
        raise CourseError(
            f"{copy.name} has uncommitted changes where the fix belongs. Commit it or "
            "`git restore` it; or, if it holds the fix, carry on from that file."
        )
