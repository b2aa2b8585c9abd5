"""Cut symbols out of Python files, and find the lines that changed."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from .errors import FenceError, hint

IMPORTS = "@imports"
BLOCKS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Span:
    """Lines `first` to `last` of a file, counted from 1.

    `is_block` is true for a function or class that does not stand inside another.
    """

    first: int
    last: int
    is_block: bool = False


def split_lines(text: str) -> list[str]:
    """Split at line feeds only, and keep them: joined again they are the text."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def select(text: str, symbols: Sequence[str], shown: str) -> list[str]:
    """Return the lines of `symbols` in the file's order, or all lines when none.

    A symbol is a function, a class, an assigned name, `Class.member`, a call that
    stands alone, as in `configure()`, or `@imports`; decorators and the comment
    directly above belong to it. Lines between two symbols
    are blank, as in the file or as many as ruff puts there. Raises FenceError,
    calling the file `shown`, for a symbol that is not there or stands in another.
    """
    lines = split_lines(text)
    if not symbols:
        return lines
    known = find_symbols(text, shown)
    spans = sorted(
        (_pick(name, known, shown) for name in symbols), key=lambda span: span.first
    )
    for earlier, later in pairwise(spans):
        if later.first <= earlier.last:
            message = f"Line {later.first} of {shown} is in two of the symbols"
            raise FenceError(f"{message} {', '.join(symbols)}: leave one out.")
    return list(_join(spans, lines))


def has_symbol(text: str, symbol: str, shown: str) -> bool:
    """Tell whether the Python file's `text` has the symbol."""
    return symbol in find_symbols(text, shown)


def find_symbols(text: str, shown: str) -> dict[str, list[Span]]:
    """Return every symbol of the file's `text` with the places where it is defined.

    Raises FenceError, calling the file `shown`, when it is not Python.
    """
    if not shown.endswith((".py", ".pyi")):
        raise FenceError(f"{shown} is not a Python file, so it has no symbols.")
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        raise FenceError(f"{shown}, line {error.lineno}, is not Python.") from None
    known: dict[str, list[Span]] = {}
    for name, span in _definitions(module, split_lines(text)):
        known.setdefault(name, []).append(span)
    return known


def changed_lines(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the lines of `new` that `old` does not have.

    Blank lines at the ends of a changed passage are left out.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    numbers: list[int] = []
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind != "equal":
            numbers += _without_blank_ends(new, start, end)
    return numbers


def _without_blank_ends(lines: Sequence[str], start: int, end: int) -> list[int]:
    filled = [index for index in range(start, end) if lines[index].strip()]
    return list(range(filled[0] + 1, filled[-1] + 2)) if filled else []


def _definitions(module: ast.Module, lines: list[str]) -> Iterator[tuple[str, Span]]:
    yield from _import_block(module)
    for node in module.body:
        is_block = isinstance(node, BLOCKS)
        for name in _names(node):
            yield name, _span(node, lines, is_block)
        if isinstance(node, ast.ClassDef):
            yield from _members(node, lines)


def _members(parent: ast.ClassDef, lines: list[str]) -> Iterator[tuple[str, Span]]:
    for node in parent.body:
        for name in _names(node):
            yield f"{parent.name}.{name}", _span(node, lines, False)


def _import_block(module: ast.Module) -> Iterator[tuple[str, Span]]:
    body = module.body[1:] if ast.get_docstring(module) is not None else module.body
    block: list[ast.stmt] = []
    for node in body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            break
        block.append(node)
    if block:
        yield IMPORTS, Span(block[0].lineno, block[-1].end_lineno or 0)


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"{ast.unparse(node.value.func)}()"
    name = getattr(node, "name", None)
    if isinstance(name, str):
        yield name
    targets = getattr(node, "targets", [getattr(node, "target", name)])
    if isinstance(node, ast.Assign | ast.AnnAssign) or isinstance(name, ast.Name):
        for target in targets:
            yield from _assigned(target)


def _assigned(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _assigned(element)


def _span(node: ast.stmt, lines: list[str], is_block: bool) -> Span:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(part.lineno for part in decorators)])
    comment = " " * node.col_offset + "#"
    while first > 1 and lines[first - 2].startswith(comment):
        first -= 1
    return Span(first, node.end_lineno or first, is_block)


def _pick(name: str, known: dict[str, list[Span]], shown: str) -> Span:
    spans = known.get(name, [])
    if not spans:
        message = f"There is no symbol '{name}' in {shown}."
        raise FenceError(f"{message} {hint(name, known)}")
    if len(spans) > 1:
        places = " and ".join(str(span.first) for span in spans)
        raise FenceError(f"'{name}' is defined on lines {places} of {shown}.")
    return spans[0]


def _join(spans: Iterable[Span], lines: list[str]) -> Iterator[str]:
    before: Span | None = None
    for span in spans:
        if before:
            yield from _gap(before, span, lines)
        yield from lines[span.first - 1 : span.last]
        before = span


def _gap(before: Span, after: Span, lines: list[str]) -> list[str]:
    between = lines[before.last : after.first - 1]
    if not "".join(between).strip():
        return between
    return ["\n"] * (2 if before.is_block or after.is_block else 1)
