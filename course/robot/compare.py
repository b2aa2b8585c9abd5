"""Compare what came with what a page shows.

`…` on the page stands for anything within a line, and a line that holds nothing else
for any number of lines. What a page leaves out of every output (docs: "How to read a
page") is taken off the real output first.
"""

import json
import re
from dataclasses import dataclass

GAP = "…"
HIDDEN_HEADERS = ("date", "server", "content-length")
STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
RULE = re.compile(r"([=_-])\1{4,}")
# pytest says so where its output is no terminal, as here.
COLLECTING = "collecting ... collected"
# Up to Python 3.12 code 422 has its older name.
OLD_PHRASE = re.compile(r"^(HTTP/1\.1 422) Unprocessable Entity$", re.M)


@dataclass(frozen=True)
class Difference:
    """The first line that is not as the page shows it."""

    shown: str
    came: str

    def __str__(self) -> str:
        return f"the page shows: {self.shown}\nbut there came: {self.came}"


def difference(shown: str, came: str) -> Difference | None:
    """Return where an output differs from what the page shows, or None."""
    expected, found = lines_of(shown), lines_of(came)
    if re.fullmatch(_pattern(expected), "".join(f"{line}\n" for line in found)):
        return None
    for number, line in enumerate(expected):
        got = found[number] if number < len(found) else "(nothing more)"
        if line.strip() != GAP and not re.fullmatch(_line(line), got):
            return Difference(line, got)
    more = found[len(expected) :]
    return Difference("(nothing more)", more[0] if more else "(less)")


def is_part(shown: str, came: str) -> bool:
    """Say whether lines that the page shows are somewhere in a longer text."""
    text = "".join(f"{line}\n" for line in lines_of(came))
    return bool(re.search(rf"(?m)^{_pattern(lines_of(shown))}", text))


def has_line_with(shown: str, came: str) -> bool:
    """Say whether each line that the page shows is a piece of a line of the text."""
    lines = lines_of(came)
    return all(
        any(re.search(_line(line.strip()), candidate) for candidate in lines)
        for line in lines_of(shown)
        if line.strip() not in ("", GAP)
    )


def lines_of(text: str) -> list[str]:
    """Return the lines without colours and trailing blanks, and no empty last ones.

    A rule such as `=====` is as long as the words in it allow, so its length is let go.
    """
    text = RULE.sub(r"\1\1\1\1\1", STYLES.sub("", text))
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def as_shown(output: str) -> str:
    """Return what `curl -i` printed as pages show it; other output is not changed.

    Without the headers of `HIDDEN_HEADERS`, with JSON over several lines.
    """
    if not output.startswith("HTTP/1.1 "):
        return output.replace(COLLECTING, "collected")
    head, _, body = output.replace("\r\n", "\n").partition("\n\n")
    headers = [
        line
        for line in head.split("\n")
        if line.partition(":")[0].lower() not in HIDDEN_HEADERS
    ]
    whole = "\n".join([*headers, "", _spread(body)])
    return OLD_PHRASE.sub(r"\1 Unprocessable Content", whole)


def _spread(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def _pattern(lines: list[str]) -> str:
    return "".join(
        r"(?:.*\n)*?" if line.strip() == GAP else f"{_line(line)}\n" for line in lines
    )


def _line(line: str) -> str:
    return ".*?".join(re.escape(piece) for piece in line.split(GAP))
