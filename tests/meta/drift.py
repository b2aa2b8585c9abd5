"""Does the manifest say how each chapter differs from the one before?"""

from collections.abc import Iterator
from pathlib import Path

from course.manifest import Chapter, load_chapters

Files = dict[str, bytes]

REMEDY = {
    "added": "delete it, or add it to 'added'",
    "changed": "make it the same (`course carry`), or add it to 'changed'",
    "removed": "copy it from the chapter before, or add it to 'removed'",
}


def find_drift(root: Path) -> Iterator[str]:
    """Yield each difference that is not declared and each declared one that is not."""
    before: Files = {}
    for chapter in load_chapters(root):
        files = {name: (chapter.path / name).read_bytes() for name in chapter.files()}
        yield from _compare(chapter, _differences(before, files))
        before = files


def _differences(before: Files, after: Files) -> dict[str, set[str]]:
    both = before.keys() & after.keys()
    return {
        "added": set(after.keys() - before.keys()),
        "changed": {name for name in both if before[name] != after[name]},
        "removed": set(before.keys() - after.keys()),
    }


def _compare(chapter: Chapter, differences: dict[str, set[str]]) -> Iterator[str]:
    declared = {
        "added": chapter.added,
        "changed": chapter.changed,
        "removed": chapter.removed,
    }
    for kind, names in differences.items():
        for name in sorted(names.difference(declared[kind])):
            yield (
                f"{chapter.stem}/{name} is {kind} and chapters.toml does not say so: "
                f"{REMEDY[kind]}."
            )
        for name in sorted(set(declared[kind]) - names):
            yield (
                f"{chapter.stem}/{name} is not {kind} and chapters.toml says so: "
                f"take it out of '{kind}'."
            )
