"""Turn texts into the HTML of code blocks, diffs, tables and downloads.

The markup is that of pymdownx.highlight, so that the theme's styles and its copy
button apply. What a `<code>` element contains is exactly the text that was given:
marks and prompts come from the style sheet.
"""

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from html import escape
from urllib.parse import quote_from_bytes

from .colour import coloured_lines
from .recordings import Exchange
from .source import split_lines

# What needs no encoding in the path of an address, nor in an attribute.
PLAIN = "!$()*+,/:;=?@[]{}|^`"

CONTEXT = 3


def code_block(
    text: str,
    language: str,
    data: Mapping[str, str],
    *,
    title: str = "",
    marked: Collection[int] = (),
    numbered: bool = False,
    css: str = "",
) -> str:
    """Return a block of code.

    `data` becomes data attributes; `marked` are numbers, from 1, of lines to stress;
    `numbered` lets the style sheet count the lines; `css` is one more class.
    """
    lines = (
        f'<span class="hll">{line}</span>' if number in marked else line
        for number, line in enumerate(coloured_lines(text, language), start=1)
    )
    if numbered:
        lines = (f'<span class="course-number">{line}</span>' for line in lines)
    return _block("".join(lines), data, title=title, css=css)


def command_block(
    commands: Sequence[str], data: Mapping[str, str], title: str = ""
) -> str:
    """Return a block with commands; the style sheet puts the prompts before them."""
    code = "".join(line for command in commands for line in _prompted(command))
    return _block(code, data, title=title, css="course-command")


def exchange(
    done: Exchange, recording: str, *, title: str = "", typed: bool = False
) -> Iterator[str]:
    """Yield the block of a recorded command and, if there is any, of its output.

    `typed` marks a recording that the robot reader made and rewrites.
    """
    data = {"kind": "command", "recording": recording}
    yield command_block([done.command], data | ({"typed": ""} if typed else {}), title)
    if done.output:
        language = "http" if recording.endswith(".http") else "text"
        data = {"kind": "output", "recording": recording}
        css = "course-output no-copy"
        yield code_block(done.output, language, data, css=css)


def aside(block: str, reason: str | None) -> str:
    """Return the block, with a remark that it is no step if there is a reason."""
    if reason is None:
        return block
    return f'<div class="course-aside">{block}<p>Not a step: {_text(reason)}</p></div>'


def diff_block(
    old: str, new: str, language: str, data: Mapping[str, str], *, copies: bool = True
) -> str:
    """Return a block that shows how `old` became `new`; its copy button gives `new`.

    Both texts are coloured whole, so that a line's colours are those it has in its
    file. Without a new text (a removed file), or without `copies`, there is no button.
    """
    sides = (coloured_lines(old, language), coloured_lines(new, language))
    rows = "".join(_diff_rows(split_lines(old), split_lines(new), sides))
    copies = copies and bool(new)
    copy = f' data-copy="{_attribute(new)}"' if copies else ""
    css = "course-diff" if copies else "course-diff no-copy"
    return _block(rows, data, css=css, more=copy)


def count_changes(old: str, new: str) -> tuple[int, int]:
    """Return how many lines were added and how many were removed."""
    added = removed = 0
    for kind, from_old, to_old, from_new, to_new in _opcodes(old, new):
        if kind != "equal":
            removed += to_old - from_old
            added += to_new - from_new
    return added, removed


def folded(summary: str, content: str, data: Mapping[str, str] | None = None) -> str:
    """Return `content` folded under `summary`; both are HTML.

    `data` becomes data attributes.
    """
    attributes = _attributes(data or {})
    return f"<details{attributes}><summary>{summary}</summary>\n{content}\n</details>"


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    data: Mapping[str, str],
    title: str,
) -> str:
    """Return a table that scrolls sideways and is named `title`, from plain texts."""
    heads = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in header)
    body = "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in rows)
    name = _attribute(title)
    return (
        f'<div class="course-table" role="region" aria-label="{name}" tabindex="0">'
        f'<table class="course-recorded"{_attributes(data)}>'
        f"<caption>{_text(title)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody></table></div>"
    )


def download(name: str, archive: bytes, label: str) -> str:
    """Return a link that holds the `archive`, a zip, as a file called `name`.

    Its bytes are percent-encoded (RFC 2397): what is text stays text, which a server's
    compression makes smaller than base64.
    """
    content = quote_from_bytes(archive, safe=PLAIN)
    return (
        f'<a class="course-download" download="{_attribute(name)}"'
        f' href="data:application/zip,{content}">{_text(label)}</a>'
    )


def pack(files: Mapping[str, str]) -> bytes:
    """Return a zip of the `files`, path to text: the same bytes for the same files.

    They are stored, not compressed, because compressors differ between machines.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as zipped:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(path)  # of 1980-01-01
            entry.create_system = 3  # Unix, so that the mode below counts
            entry.external_attr = 0o100644 << 16
            zipped.writestr(entry, text.encode("utf-8"))
    return archive.getvalue()


def _prompted(command: str) -> Iterator[str]:
    first, *rest = coloured_lines(command, "bash")
    yield f'<span class="course-prompt">{first}</span>'
    for line in rest:
        yield f'<span class="course-continued">{line}</span>'


def _block(
    code: str,
    data: Mapping[str, str],
    *,
    title: str = "",
    css: str = "",
    more: str = "",
) -> str:
    shown = _text(title).replace("/", "/<wbr>")  # a long path breaks after a slash
    name = f'<span class="filename">{shown}</span>' if title else ""
    classes = f"highlight course-code {css}".strip()
    return (
        f'<div class="{classes}"{_attributes(data)}{more}>{name}'
        f"<pre><span></span><code>{code}</code></pre></div>"
    )


def _diff_rows(
    old: list[str], new: list[str], sides: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for place, group in enumerate(matcher.get_grouped_opcodes(CONTEXT)):
        if place:
            yield '<span class="course-skipped"></span>'
        for kind, from_old, to_old, from_new, to_new in group:
            if kind == "equal":
                yield from _diff_lines("span", sides[1][from_new:to_new])
            else:
                yield from _diff_lines("del", sides[0][from_old:to_old])
                yield from _diff_lines("ins", sides[1][from_new:to_new])


def _diff_lines(tag: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f'<{tag} class="course-line">{line}</{tag}>'


def _opcodes(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    lines = (split_lines(old), split_lines(new))
    return list(SequenceMatcher(None, *lines, autojunk=False).get_opcodes())


def _cells(row: Sequence[str]) -> Iterator[str]:
    yield f'<th scope="row">{_text(row[0])}</th>'
    for cell in row[1:]:
        yield f"<td>{_text(cell)}</td>"


def _text(value: str) -> str:
    return escape(value, quote=False)


def _attribute(value: str) -> str:
    return escape(value).replace("\n", "&#10;")


def _attributes(data: Mapping[str, str]) -> str:
    return "".join(f' data-{key}="{_attribute(value)}"' for key, value in data.items())
