"""The life of each file: in which chapter it is born, changed, and gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.manifest import Chapter

ADDED, CHANGED, SAME, REMOVED = "new", "changed", "same", "removed"


@dataclass(frozen=True)
class Life:
    """A file and its state in each chapter, by stem; without one it is not there."""

    name: str
    states: dict[str, str]

    def chapters(self, *states: str) -> list[str]:
        """Return the stems of the chapters where the file is in one of the states."""
        return [stem for stem, state in self.states.items() if state in states]


def read_lives(chapters: Sequence[Chapter]) -> list[Life]:
    """Return the lives of all files of the manifest, in the order of their births."""
    lives: dict[str, Life] = {}
    for chapter in chapters:
        for name in sorted(chapter.added, key=_order):
            lives.setdefault(name, Life(name, {}))
        for life in lives.values():
            if state := _state(life, chapter):
                life.states[chapter.stem] = state
    return list(lives.values())


def read_tests(chapters: Sequence[Chapter]) -> Life:
    """Return the life of the course's tests: each chapter adds a folder of its own."""
    first, *rest = (chapter.stem for chapter in chapters)
    return Life("tests/", {first: ADDED} | dict.fromkeys(rest, CHANGED))


def _state(life: Life, chapter: Chapter) -> str | None:
    declared = {ADDED: chapter.added, CHANGED: chapter.changed}
    for state, names in {**declared, REMOVED: chapter.removed}.items():
        if life.name in names:
            return state
    last = next(reversed(life.states.values()), REMOVED)
    return None if last == REMOVED else SAME


def _order(name: str) -> tuple[bool, str]:
    """Sort the package's own file behind those that do something."""
    return name.startswith("__"), name


def names_of(lives: Sequence[Life], stem: str, state: str) -> Iterator[str]:
    """Yield the names of the files that are in the state in the chapter."""
    return (life.name for life in lives if life.states.get(stem) == state)
