"""What the robot understands: the sentences in which a page says what to do.

A step is one or several clauses, parted by `; `, `, and `, `, then ` or a full stop.
Each has to match one of the patterns below from its first to its last letter, so that a
sentence which changes is noticed. CONTRIBUTING.md shows them all with examples.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

CODE = r"`[^`]+`"
NAMES = rf"{CODE}(?:(?:, | and ){CODE})*"
THING = (
    r"(?:it|them|this|these|the rest|the block|the class(?:es)?|the functions?"
    r"|the (?:two|three|four) (?:classes|functions)|the endpoint|these (?:two )?lines)"
)
SEPARATOR = re.compile(r"(?:; |, and |, then |\. )(?:and |then )?")


class NotUnderstoodError(Exception):
    """A marked sentence that the robot does not know."""


@dataclass(frozen=True)
class InFile:
    """`In F`: the next clauses are about this file."""

    file: str


@dataclass(frozen=True)
class Create:
    """The next block is this whole file."""

    file: str


@dataclass(frozen=True)
class Replace:
    """These names of the next block take the place of those in the file.

    `imports` stands for the whole block of imports.
    """

    names: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """These names (all others, if there are none) go to a place in the file.

    `where` is above, below, `directly above`, `directly below`, or end; for end, the
    anchor is the file, if the sentence names it.
    """

    names: tuple[str, ...]
    where: str
    anchor: str


@dataclass(frozen=True)
class LeaveOut:
    """A name that the imports of the next block shall not have yet."""

    name: str


@dataclass(frozen=True)
class AddImport:
    """The name that was left out is written into the imports now."""

    name: str


@dataclass(frozen=True)
class Delete:
    """Delete a line, all above it, or the class, function or file of this name."""

    what: str
    code: str
    scope: str


@dataclass(frozen=True)
class WriteLine:
    """Write a line below or above another one."""

    code: str
    where: str
    anchor: str
    scope: str


@dataclass(frozen=True)
class Change:
    """Change a piece of a line into another."""

    old: str
    new: str
    scope: str


@dataclass(frozen=True)
class PutBack:
    """Undo the last change."""


@dataclass(frozen=True)
class Run:
    """Type a command that the sentence names."""

    command: str


@dataclass(frozen=True)
class Stop:
    """Stop the server with Ctrl+C."""


@dataclass(frozen=True)
class StartAgain:
    """Type the last server's command again."""


@dataclass(frozen=True)
class OpenTerminal:
    """Open another terminal."""


@dataclass(frozen=True)
class GoTo:
    """Type the next block in another folder: the course's repository."""


@dataclass(frozen=True)
class Promises:
    """Try what the top of the page has promised."""


@dataclass(frozen=True)
class Several:
    """Repeat the next commands until the page's output has come."""


Clause = (
    InFile
    | Create
    | Replace
    | Place
    | LeaveOut
    | AddImport
    | Delete
    | WriteLine
    | Change
    | PutBack
    | Run
    | Stop
    | StartAgain
    | OpenTerminal
    | GoTo
    | Promises
    | Several
)

Make = Callable[[re.Match[str]], Clause]


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", text or ""))


def _code(text: str | None) -> str:
    return (text or "").strip("`")


def _anchor(match: re.Match[str]) -> str:
    return "imports" if match["anchor"] == "the imports" else _code(match["anchor"])


PATTERNS: tuple[tuple[str, Make], ...] = (
    (rf"in (?P<file>{CODE})", lambda m: InFile(_code(m["file"]))),
    (
        rf"(?:create|make|write|save (?:it|this|the script|this script)? ?as|save)"
        rf" (?P<file>{CODE})",
        lambda m: Create(_code(m["file"])),
    ),
    (r"replace the imports", lambda _: Replace(("imports",))),
    (rf"replace (?P<names>{NAMES})", lambda m: Replace(_names(m["names"]))),
    (rf"(?:but )?leave out (?P<name>{CODE})", lambda m: LeaveOut(_code(m["name"]))),
    (
        rf"write (?P<name>{CODE}) into the imports",
        lambda m: AddImport(_code(m["name"])),
    ),
    (
        rf"(?:(?:put|add) )?(?:{THING}|(?P<names>{NAMES}))"
        rf" (?P<where>(?:directly )?(?:below|above)) (?P<anchor>{CODE}|the imports)",
        lambda m: Place(_names(m["names"]), m["where"], _anchor(m)),
    ),
    (
        rf"(?:(?:put|add) )?(?:{THING}|(?P<names>{NAMES}))"
        rf" (?:at|to) the end(?: of (?P<file>{CODE}))?",
        lambda m: Place(_names(m["names"]), "end", _code(m["file"])),
    ),
    (
        rf"delete (?:the )?(?P<what>lines?|function|class|file)"
        rf" (?P<code>{CODE})(?: in (?P<scope>{CODE}))?",
        lambda m: Delete(m["what"].rstrip("s"), _code(m["code"]), _code(m["scope"])),
    ),
    (
        rf"delete (?P<what>everything above) the line (?P<code>{CODE})",
        lambda m: Delete(m["what"], _code(m["code"]), ""),
    ),
    (
        rf"write (?P<code>{CODE}) (?P<where>(?:directly )?(?:below|above))"
        rf" (?P<anchor>{CODE})(?: in (?P<scope>{CODE}))?"
        r"(?:, with the same indentation)?",
        lambda m: WriteLine(
            _code(m["code"]), m["where"], _code(m["anchor"]), _code(m["scope"])
        ),
    ),
    (
        rf"change (?P<old>{CODE}) (?:to|into) (?P<new>{CODE})"
        rf"(?: in (?P<scope>{CODE}))?",
        lambda m: Change(_code(m["old"]), _code(m["new"]), _code(m["scope"])),
    ),
    (
        r"(?:put (?:it|the line|the lines|them) back|take it out|undo (?:it|this))"
        r"(?: again)?",
        lambda _: PutBack(),
    ),
    (
        rf"(?:run|type|send) (?P<code>{CODE})(?: again)?",
        lambda m: Run(_code(m["code"])),
    ),
    (
        r"stop (?:it|the server|the workers|the two workers)"
        r"(?: with Ctrl\+C)?(?: again)?",
        lambda _: Stop(),
    ),
    (
        r"start (?:it|the server) again(?: with the same command)?",
        lambda _: StartAgain(),
    ),
    (r"open a second terminal", lambda _: OpenTerminal()),
    (r"in the folder of the course", lambda _: GoTo()),
    (
        r"(?:run|send|try) the (?:\w+ )?(?:requests?|commands?) at the top"
        r" of this page",
        lambda _: Promises(),
    ),
    (r".* several times", lambda _: Several()),
)
COMPILED = tuple((re.compile(pattern, re.I), make) for pattern, make in PATTERNS)


def understand(sentence: str) -> list[Clause]:
    """Return what a marked sentence asks for.

    Raises NotUnderstoodError, which names the clause that no pattern matches.
    """
    return [_clause(text) for text in _clauses(sentence) if text]


def _clauses(sentence: str) -> Iterator[str]:
    """Split a sentence outside of its code, and `In F, ` off its beginning."""
    codes = re.findall(CODE, sentence)
    bare = re.sub(CODE, "\0", sentence).rstrip(" .:,;")
    bare = re.sub(r"^(in \0), ", r"\1; ", bare, flags=re.I)
    for text in re.split(SEPARATOR, re.sub(r", (but leave)", r"; \1", bare)):
        count = text.count("\0")
        for code in codes[:count]:
            text = text.replace("\0", code, 1)
        codes = codes[count:]
        yield text.strip()


def _clause(text: str) -> Clause:
    for pattern, make in COMPILED:
        if match := pattern.fullmatch(text):
            return make(match)
    raise NotUnderstoodError(f"The robot does not understand: {text}")
