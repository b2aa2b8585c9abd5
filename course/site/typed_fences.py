"""The fences `bash`, `console` and `text`: commands to type, and plain text to read."""

import os
import shlex
from collections.abc import Callable, Iterator, Sequence

from . import render
from .errors import FenceError
from .fences import Fence
from .project import Project, read_text
from .recordings import Exchange, read_transcript

Store = Callable[[str], str]

# Set while the robot records: its outputs are not there yet, or are about to change.
UNRECORDED = "COURSE_UNRECORDED"


def expand_bash(fence: Fence, project: Project, store: Store) -> list[str]:  # noqa: ARG001 - all expansions have it
    """Return the stored line of a block of commands. Raises FenceError without any."""
    commands = list(split_commands(fence.body))
    if not commands:
        raise FenceError("A 'bash' fence holds commands; this one is empty.")
    block = render.command_block(commands, {"kind": "command"})
    return [store(render.aside(block, fence.options().get("aside")))]


def expand_text(fence: Fence, project: Project, store: Store) -> list[str]:  # noqa: ARG001 - all expansions have it
    """Return the stored line of a text that nobody types; it says why it is there.

    Raises FenceError without an `aside`: an output is not written into a page by hand.
    """
    if "aside" not in fence.options():
        message = "A 'text' fence needs aside=\"why it is there\". An output is not"
        raise FenceError(f"{message} typed into a page: use 'console' or 'recorded'.")
    text = "".join(f"{line}\n" for line in fence.body)
    block = render.code_block(text, "text", {"kind": "text"}, css="no-copy")
    return [store(render.aside(block, fence.options()["aside"]))]


def expand_console(fence: Fence, project: Project, store: Store) -> list[str]:
    """Return the stored line of commands with the outputs that the robot recorded.

    The recording is `docs/recorded/typed/STEM/NAME.KIND`. Raises FenceError when it is
    missing or has other commands.
    """
    (name,) = fence.arguments()
    commands = list(split_commands(fence.body))
    exchanges = _recorded(name, commands, project)
    parts = [
        part
        for exchange in exchanges
        for part in render.exchange(exchange, name, typed=True)
    ]
    return [store("\n".join(parts))]


def split_commands(lines: Sequence[str]) -> Iterator[str]:
    """Yield each command with its line ends.

    A command goes on in the next line after a backslash or inside a quotation.
    """
    command = ""
    for line in lines:
        if not (command or line.strip()):
            continue  # an empty line between two commands
        command += f"{line}\n"
        if _is_whole(command):
            yield command
            command = ""
    if command:
        raise FenceError("The last command ends in a backslash or an open quotation.")


def _is_whole(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return False
    return not command.endswith("\\\n")


def _recorded(name: str, commands: list[str], project: Project) -> list[Exchange]:
    if os.environ.get(UNRECORDED):
        return [Exchange(command, "") for command in commands]
    file = project.recording(f"typed/{name}")
    exchanges = read_transcript(read_text(file, name))
    if [exchange.command for exchange in exchanges] != commands:
        raise FenceError(f"docs/recorded/typed/{name} has other commands: make record")
    return exchanges
