"""Change a file as a reader does who is told where a piece of code goes.

Empty lines are those of PEP 8 and the formatter: two around functions and classes, one
below the imports and elsewhere, none where the page says "directly".
"""

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from .sentences import Clause, LeaveOut, Place, Replace

IMPORTS = "imports"
DOCSTRING = "docstring"
MOST_EMPTY = 2
WIDTH = 88


class EditError(Exception):
    """The page asks for a change that the file, as it is now, does not allow."""


@dataclass(frozen=True)
class Part:
    """Statements of a file that belong together: the imports, or one definition.

    `name` is what a page calls it; `gap` counts the empty lines above it.
    """

    name: str
    text: str
    gap: int
    is_definition: bool = False


def parts_of(text: str) -> list[Part]:
    """Split Python code into its parts. Raises EditError when it is not Python."""
    try:
        body = ast.parse(text).body
    except SyntaxError as error:
        raise EditError(f"This is not Python (line {error.lineno}).") from None
    lines = text.splitlines(keepends=True)
    parts: list[Part] = []
    done = 0
    for statement in body:
        first = _first_line(statement, lines, done)
        gap = sum(not line.strip() for line in lines[done:first])
        done = statement.end_lineno or first
        part = Part(
            _name(statement),
            "".join(lines[first:done]),
            gap,
            isinstance(
                statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
            ),
        )
        _add(parts, part)
    return parts


def apply_block(text: str, block: str, clauses: Sequence[Clause]) -> str:
    """Return the file's `text` with the pieces of a `block` where the clauses say.

    Raises EditError for a piece that is told no place, a place that is not there, and a
    name that shall be replaced and is missing in the file or in the block.
    """
    parts = parts_of(text)
    new = [_without(part, clauses) for part in parts_of(block)]
    replaced = {n for c in clauses if isinstance(c, Replace) for n in c.names}
    missing = replaced - {part.name for part in new}
    if missing:
        raise EditError(f"The block has no {_list(missing)} to replace the old one.")
    for part in new:
        if part.name in replaced:
            _replace(parts, part)
    rest = [part for part in new if part.name not in replaced]
    for place in (clause for clause in clauses if isinstance(clause, Place)):
        rest = _place(parts, rest, place)
    _check_shown(parts, rest)
    return joined(parts)


def joined(parts: Sequence[Part]) -> str:
    """Return the text of a file of these parts."""
    return "".join("\n" * part.gap + part.text for part in parts)


def replace_lines(text: str, code: str, scope: str, new: Sequence[str] | None) -> str:
    """Return the text with the one line `code`, and what is below it, changed.

    `new` gives the lines that take its place, without indentation; None deletes it. A
    `code` that ends in `...)` or `…` means a line that begins so; `scope` is the
    function or class that the line is in. Raises EditError unless there is exactly one.
    """
    lines = text.splitlines(keepends=True)
    place = find_line(text, code, scope)
    line = lines[place]
    indent = line[: len(line) - len(line.lstrip())]
    lines[place : place + 1] = [f"{indent}{added}\n" for added in new or ()]
    return _tidy("".join(lines))


def find_line(text: str, code: str, scope: str) -> int:
    """Return the index of the one line that a page calls `code`."""
    first, last = scope_of(text, scope)
    lines = [line.strip() for line in text.splitlines()]
    start = code.removesuffix("…").removesuffix("...)")
    found = [
        number
        for number in range(first, last)
        if (
            lines[number] == code or (start != code and lines[number].startswith(start))
        )
    ]
    if len(found) != 1:
        count = "no line" if not found else f"{len(found)} lines"
        raise EditError(f"There is {count} `{code}`{f' in {scope}' if scope else ''}.")
    return found[0]


def replace_imports(text: str, imports: str) -> str:
    """Return the text with other imports. Raises EditError if it has none."""
    parts = parts_of(text)
    _replace(parts, Part(IMPORTS, imports, 0))
    return joined(parts)


def delete_part(text: str, name: str) -> str:
    """Return the text without a function or class. Raises EditError if it lacks it."""
    parts = parts_of(text)
    place = _index(parts, name)
    del parts[place]
    return _tidy(joined(parts))


def delete_above(text: str, code: str) -> str:
    """Return the text from the one line `code` on. Raises EditError if it lacks it."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[find_line(text, code, "") :])


def _first_line(statement: ast.stmt, lines: Sequence[str], done: int) -> int:
    """Return the index of the first line, decorators and comments above included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(d.lineno for d in decorators)]) - 1
    while first > done and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _name(statement: ast.stmt) -> str:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return IMPORTS
        case ast.Expr(value=ast.Constant()):
            return DOCSTRING
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case ast.AnnAssign(target=ast.Name(id=name)):
            return name
    definition: str | None = getattr(statement, "name", None)
    return definition or ast.unparse(statement)


def _add(parts: list[Part], part: Part) -> None:
    """Add a part; imports that follow imports are one part."""
    last = parts[-1] if parts else None
    if last is None or not part.name == last.name == IMPORTS:
        parts.append(part)
        return
    parts[-1] = replace(last, text=last.text + "\n" * part.gap + part.text)


def _replace(parts: list[Part], new: Part) -> None:
    place = _index(parts, new.name)
    parts[place] = replace(new, gap=parts[place].gap)


def _place(parts: list[Part], rest: list[Part], place: Place) -> list[Part]:
    """Insert the parts that the clause names, or all, and return those left over.

    What the file has already, letter by letter, is only shown for orientation.
    """
    known = {part.name: part.text for part in parts}
    fresh = [part for part in rest if known.get(part.name) != part.text]
    chosen = [part for part in fresh if not place.names or part.name in place.names]
    absent = set(place.names) - {part.name for part in chosen}
    if absent:
        raise EditError(f"The block has no {_list(absent)}.")
    _insert(parts, chosen, place)
    return [part for part in rest if part not in chosen]


def _insert(parts: list[Part], new: list[Part], place: Place) -> None:
    index = _target(parts, place)
    direct = place.where.startswith("directly")
    below = "below" in place.where
    new = _spaced(parts[:index], new, direct=direct and below)
    following = parts[index : index + 1]
    if not (direct and below and new):
        following = _spaced(new, following, direct=direct)
    elif following and new[-1].is_definition:
        following = [replace(following[0], gap=2)]
    parts[index : index + 1] = [*new, *following]


def _target(parts: Sequence[Part], place: Place) -> int:
    if place.where == "end":
        return len(parts)
    index = _index(parts, place.anchor)
    return index + 1 if "below" in place.where else index


def _spaced(
    before: Sequence[Part], parts: Sequence[Part], *, direct: bool
) -> list[Part]:
    """Return the parts with the empty lines that belong above each of them."""
    spaced: list[Part] = []
    for part in parts:
        last = spaced[-1] if spaced else (before[-1] if before else None)
        gap = _gap(last, part, direct=direct and not spaced)
        if spaced and not (last and last.is_definition) and not part.is_definition:
            gap = part.gap  # within a block, as the page shows it
        spaced.append(replace(part, gap=gap))
    return spaced


def _gap(above: Part | None, below: Part, *, direct: bool) -> int:
    if above is None:
        return 0
    if above.is_definition or below.is_definition:
        return 2
    return 0 if direct else 1


def _check_shown(parts: Sequence[Part], rest: Sequence[Part]) -> None:
    known = {part.name: part.text for part in parts}
    for part in rest:
        if known.get(part.name) != part.text:
            raise EditError(f"The page does not say where `{part.name}` goes.")


def _without(part: Part, clauses: Sequence[Clause]) -> Part:
    names = [clause.name for clause in clauses if isinstance(clause, LeaveOut)]
    if part.name != IMPORTS or not names:
        return part
    text = part.text
    for statement in ast.parse(text).body:
        left = [a for a in getattr(statement, "names", []) if a.name not in names]
        if isinstance(statement, ast.ImportFrom) and left != statement.names:
            old = ast.get_source_segment(part.text, statement) or ""
            text = text.replace(old, _from_import(statement, left))
    return replace(part, text=text)


def _from_import(statement: ast.ImportFrom, names: list[ast.alias]) -> str:
    """Return an import of these names as the formatter writes it."""
    line = ast.unparse(ast.ImportFrom(statement.module, names, statement.level))
    if len(line) <= WIDTH:
        return line
    head = line.partition(" import ")[0]
    rows = "".join(f"    {ast.unparse(name)},\n" for name in names)
    return f"{head} import (\n{rows})"


def _index(parts: Sequence[Part], name: str) -> int:
    found = [place for place, part in enumerate(parts) if part.name == name]
    if len(found) != 1:
        raise EditError(f"The file has {len(found) or 'no'} `{name}`.")
    return found[0]


def scope_of(text: str, scope: str) -> tuple[int, int]:
    """Return where a function, a class, or all begins, and where it has ended."""
    lines = text.splitlines()
    if not scope:
        return 0, len(lines)
    for node in ast.walk(ast.parse(text)):
        if getattr(node, "name", None) == scope:
            return node.lineno - 1, node.end_lineno  # type: ignore[attr-defined]
    raise EditError(f"The file has no `{scope}`.")


def _tidy(text: str) -> str:
    """Return the text with at most two empty lines in a row, and none at its end."""
    kept: list[str] = []
    for line in text.splitlines():
        if line.strip() or kept[-MOST_EMPTY:] != [""] * MOST_EMPTY:
            kept.append(line if line.strip() else "")
    return "\n".join(kept).strip("\n") + "\n"


def _list(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
