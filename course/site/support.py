"""Find the files that a chapter's tests need: what they import of the repository."""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from course.manifest import belongs

from .errors import FenceError

# A reader has no tool of the course, only what finds servers for the tests.
FOREIGN = "course"
SHARED = ("course.servers", "course.errors")
# Exercises are solved against tests elsewhere.
LEFT_OUT = "exercises"
KNOWN = (FOREIGN, "tests")


def find_test_files(root: Path, stem: str) -> list[str]:
    """Return the paths, below `root`, of the tests of a chapter and all that they need.

    These are the files in `tests/STEM`, without exercises; the `conftest.py` and
    `__init__.py` of every folder above one; and, again and again, what these import
    from `tests` and `course.servers`. Raises FenceError for any other import of
    `course`.
    """
    todo = list(_own_files(root, stem))
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += _around(root, name)
            todo += _imported(root, name)
    return sorted(found)


def _own_files(root: Path, stem: str) -> Iterator[str]:
    folder = root / "tests" / stem
    for path in folder.rglob("*"):
        inside = PurePosixPath(path.relative_to(folder))
        if path.is_file() and belongs(inside) and LEFT_OUT not in inside.parts:
            yield path.relative_to(root).as_posix()


def _around(root: Path, name: str) -> Iterator[str]:
    for folder in list(PurePosixPath(name).parents)[:-1]:
        for file in ("__init__.py", "conftest.py"):
            if (root / folder / file).is_file():
                yield f"{folder}/{file}"


def _imported(root: Path, name: str) -> Iterator[str]:
    tree = ast.parse((root / name).read_bytes() if name.endswith(".py") else b"")
    for module in _modules(tree, name):
        top = module.partition(".")[0]
        if top == FOREIGN and module != FOREIGN and not module.startswith(SHARED):
            raise FenceError(f"{name} imports {module}, which a reader does not have.")
        path = module.replace(".", "/")
        files = (f"{path}.py", f"{path}/__init__.py") if top in KNOWN else ()
        yield from (file for file in files if (root / file).is_file())


def _modules(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield the dotted names of what may be modules, also from inside functions."""
    package = PurePosixPath(name).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
