"""The fence `differences`: what databases answered, question by question."""

import ast
import re
from collections.abc import Iterator, Sequence
from html import escape

from . import render
from .differences import (
    SERVER,
    STEM,
    Probe,
    Theme,
    check_themes,
    read_answer,
    read_themes,
)
from .fences import Fence
from .folds import Store, section
from .project import Project
from .recordings import DATABASES
from .source import find_symbols, select

# Behind this word a line holds what the database itself said.
MESSAGE = re.compile(r"(.*?\bfails: )(.+)")


def expand_differences(_: Fence, project: Project, store: Store) -> list[str]:
    """Return the servers that were asked, and a heading with answers for each probe.

    Raises FenceError where a probe has no recording, or a recording no probe.
    """
    themes = read_themes(project.root)
    check_themes(themes, project)
    lines = [store(_answers(SERVER, project)), "", _themes(themes), ""]
    for theme in themes:
        lines += [f"## {theme.title} {{ #{theme.file} }}", ""]
        for probe in theme.probes:
            lines += _row(theme, probe, project, store)
    return lines


def _themes(themes: Sequence[Theme]) -> str:
    count = sum(len(theme.probes) for theme in themes)
    links = ", ".join(f"[{theme.title}](#{theme.file})" for theme in themes)
    return f"{count} questions: {links}."


def _row(theme: Theme, probe: Probe, project: Project, store: Store) -> Iterator[str]:
    yield from (f"### {probe.title} {{ #{probe.anchor} }}", "")
    yield from (store(_answers(probe.name, project)), "", probe.why, "")
    if probe.elsewhere:
        yield from (f"Not asked here: {probe.elsewhere}", "")
    yield from (section(store, "probe", [_source(theme, probe, project)]), "")


def _answers(name: str, project: Project) -> str:
    groups = "\n".join(_answer(name, database, project) for database in DATABASES)
    return f'<dl class="course-answers">\n{groups}\n</dl>'


def _answer(name: str, database: str, project: Project) -> str:
    lines = read_answer(name, database, project)
    said = "".join(_line(line) for line in lines)
    title = escape(_title(database, project))
    recording = f"{STEM}/{name}.{database}.txt"
    data = f'data-database="{database}" data-recording="{escape(recording)}"'
    return f"<div {data}><dt>{title}</dt>{said}</div>"


def _title(database: str, project: Project) -> str:
    """Return the database's name, and in brackets the product that stood in for it."""
    title = DATABASES[database]
    product = read_answer(SERVER, database, project)[0].split()[0]
    return title if product == title else f"{title} ({product})"


def _line(line: str) -> str:
    message = MESSAGE.fullmatch(line)
    if message is None:
        return f"<dd>{escape(line, quote=False)}</dd>"
    before, said = (escape(part, quote=False) for part in message.groups())
    return f'<dd class="course-fails">{before}<code>{said}</code></dd>'


def _source(theme: Theme, probe: Probe, project: Project) -> str:
    source = project.source(theme.path)
    text = source.read()
    symbols = [probe.name, *_helpers(probe.name, text, source.shown)]
    code = "".join(select(text, symbols, source.shown))
    data = {"kind": "probe", "file": source.shown, "symbol": " ".join(symbols)}
    block = render.code_block(code, "python", data, title=source.shown)
    summary = f"The probe <code>{escape(probe.name)}</code>"
    return render.folded(summary, block)


def _helpers(name: str, text: str, shown: str) -> list[str]:
    """Return the functions of the same file that the probe calls."""
    known = find_symbols(text, shown)
    (probe,) = (node for node in ast.parse(text).body if _is_called(node, name))
    used = {node.id for node in ast.walk(probe) if isinstance(node, ast.Name)}
    return sorted(used & set(known) - {name})


def _is_called(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name
