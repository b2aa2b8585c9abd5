"""Read recordings: transcripts of commands, SQL by database, tables.

The formats are ours; the tests in `tests/test_recordings/` write them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .errors import FenceError

PROMPT = "$ "
CONTINUED = "> "
DATABASES = {"sqlite": "SQLite", "mysql": "MySQL", "postgresql": "PostgreSQL"}
KINDS = ("http", "console", "sql", "txt", "tsv")


@dataclass(frozen=True)
class Exchange:
    """A command as the reader types it, without its prompt, and what it printed."""

    command: str
    output: str


def read_transcript(text: str) -> list[Exchange]:
    """Split a transcript into commands, each with its output (empty if none).

    A line that starts with `$ ` is a command, lines below that start with `> `
    continue it, the others are its output; a blank line before a command parts them.
    Raises FenceError when the first line is not a command.
    """
    if not text.startswith(PROMPT):
        raise FenceError("The recording must begin with a command: a line '$ ...'.")
    return [_read_exchange(chunk) for chunk in _chunks(text.splitlines())]


def read_table(text: str) -> tuple[list[str], list[list[str]]]:
    """Split tab-separated text into the header's cells and the rows.

    Raises FenceError for an empty table or a row that has not the header's length.
    """
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    if not rows:
        raise FenceError("The recorded table is empty.")
    header, *rest = rows
    for number, row in enumerate(rest, start=1):
        if len(row) != len(header):
            message = f"Row {number} of the recorded table has {len(row)} cells"
            raise FenceError(f"{message}, its header has {len(header)}.")
    return header, rest


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        if line.startswith(PROMPT) and chunk:
            yield chunk
            chunk = []
        chunk.append(line)
    yield chunk


def _read_exchange(lines: list[str]) -> Exchange:
    command = [lines[0].removeprefix(PROMPT)]
    rest = lines[1:]
    while rest and rest[0].startswith(CONTINUED):
        command.append(rest.pop(0).removeprefix(CONTINUED))
    while rest and not rest[-1].strip():
        rest.pop()
    return Exchange("\n".join(command) + "\n", "".join(f"{line}\n" for line in rest))
