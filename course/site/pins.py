"""Pick out of requirements.txt what one chapter and its tests need."""

import re

from .errors import FenceError

HEADING = re.compile(r"#.*\bfrom ch(\d\d) on\b")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
PIN = re.compile(r"(?P<name>[a-z0-9._-]+)==[^\\]*[^\\ ]")
NEEDED_BY = re.compile(r" +# (?:via)?(?: *(?P<name>[a-z0-9._-]+))?$")


def pins_for(number: int, wishes: str, pins: str) -> str:
    """Return the pins that chapter `number` needs, as the text of a requirements.txt.

    `wishes` is our requirements.in: a comment that says "from ch06 on" stands above
    what chapters need from chapter 6 on, any other comment above what none needs.
    `pins` is our requirements.txt as `uv pip compile` writes it, with the comments
    "# via NAME" that say which package asked for one
    (https://docs.astral.sh/uv/pip/compile/). Hashes are left out. Raises FenceError for
    a wish without a pin.
    """
    lines, needed_by = _read_pins(pins)
    names = set(_wished(number, wishes))
    for name in sorted(names - lines.keys()):
        raise FenceError(f"requirements.txt has no '{name}': call `make pins`.")
    todo = list(names)
    while todo:
        wanted = todo.pop()
        new = {name for name, askers in needed_by.items() if wanted in askers} - names
        names |= new
        todo += new
    return "".join(f"{line}\n" for name in sorted(names) for line in lines[name])


def _wished(number: int, wishes: str) -> list[str]:
    names: list[str] = []
    is_needed = False
    for line in wishes.splitlines():
        heading = HEADING.match(line)
        if line.startswith("#"):
            is_needed = heading is not None and int(heading[1]) <= number
        elif is_needed and (name := NAME.match(line)):
            names.append(name[0])
    return names


def _read_pins(pins: str) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """Return each package's lines, one or several, and who asked for the package."""
    lines: dict[str, list[str]] = {}
    needed_by: dict[str, set[str]] = {}
    name = ""
    for line in pins.splitlines():
        if pin := PIN.match(line):
            name = pin["name"]
            lines.setdefault(name, []).append(pin[0])
        elif (asker := NEEDED_BY.fullmatch(line)) and asker["name"]:
            needed_by.setdefault(name, set()).add(asker["name"])
    return lines, needed_by
