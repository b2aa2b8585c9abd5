"""Do the sources keep the rules of style that no linter knows?"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from course.manifest import Chapter, load_chapters

LONGEST = 120  # lines: two screens

BANNER = re.compile(
    r"""\#\W*(?:
        [-=*\#~_+]{3,}          # a ruler
        | (?i:step|part)\s*\d   # a step of the page
        | 8<                    # anchors of snippet tools
        | (?:end)?region\b
        | (?:START|END)\b
        | \[/?\w+\]\s*$
        | \(\d+\)!?\s*$         # a call-out
    )""",
    re.VERBOSE,
)

COLUMN = r"\bColumn\("
OLD_STYLE = {
    r"\.query\(": "select() and session.scalars()",
    COLUMN: "mapped_column()",
    r"\bbackref\b": "back_populates",
    r"\bdeclarative_base\(": "DeclarativeBase",
}


def find_absolute_imports(root: Path) -> Iterator[str]:
    """Yield the imports by which a chapter would not work as a copy."""
    for chapter in load_chapters(root):
        own = {Path(name).parts[0].removesuffix(".py") for name in chapter.files()}
        for path in sorted(chapter.path.rglob("*.py")):
            tree = ast.parse(path.read_bytes())
            for line, module in _absolute_imports(tree):
                top = module.partition(".")[0]
                if top in {"chapters", *own} and not _may_name(path, module, chapter):
                    yield (
                        f"{_name(root, path)}:{line} imports {module}: "
                        "write a relative import (from .database import engine)."
                    )


def _may_name(path: Path, module: str, chapter: Chapter) -> bool:
    """Alembic runs `env.py` by its path: in no package, so nothing is relative."""
    is_run_by_path = path == chapter.path / "migrations" / "env.py"
    return is_run_by_path and module.startswith(f"chapters.{chapter.stem}.")


def _absolute_imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""


def find_long_files(root: Path) -> Iterator[str]:
    """Yield the files of the chapters and the demos that are too long."""
    for path in _python_files(root, "chapters", "docs/demos"):
        lines = path.read_bytes().count(b"\n")
        if lines > LONGEST:
            name = _name(root, path)
            yield f"{name} has {lines} lines, more than {LONGEST}: divide it."


def find_banners(root: Path) -> Iterator[str]:
    """Yield the comments that divide a file or mark a place for a page."""
    for path in _python_files(root, "chapters", "docs/demos", "course", "tests"):
        for line, comment in _comments(path):
            if BANNER.match(comment):
                yield f"{_name(root, path)}:{line} has a banner ({comment}): delete it."


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    source = io.StringIO(path.read_text(encoding="utf-8"))
    for token in tokenize.generate_tokens(source.readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def find_package_docstrings(root: Path) -> Iterator[str]:
    """Yield the packages of chapters that do not say in a sentence what they add."""
    for chapter in load_chapters(root):
        path = chapter.path / "__init__.py"
        docstring = ast.get_docstring(ast.parse(path.read_bytes()), clean=False)
        wanted = rf"Chapter {chapter.number}: (?:(?!\. )[^\n])+\."
        if not re.fullmatch(wanted, docstring or ""):
            yield (
                f"{_name(root, path)}: its docstring is not one sentence that starts "
                f"with 'Chapter {chapter.number}:'."
            )


def _old_style(path: Path) -> dict[str, str]:
    """Leave out what a revision, or whatever uses Alembic without models, writes."""
    if not re.search("^from alembic", path.read_text("utf-8"), re.MULTILINE):
        return OLD_STYLE
    return {key: value for key, value in OLD_STYLE.items() if key != COLUMN}


def find_old_style(root: Path) -> Iterator[str]:
    """Yield the lines that are written for SQLAlchemy 1."""
    for path in _python_files(root, "chapters", "docs/demos", "exercises"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for pattern, instead in _old_style(path).items():
                if re.search(pattern, line):
                    yield f"{_name(root, path)}:{number} is old style: use {instead}."


def _python_files(root: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
