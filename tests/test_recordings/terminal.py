"""What a reader types in a terminal, and what that prints: the recording."""

import re
import shlex

from .transcript import ReaderFolder, Transcript, without_stack

# An object's place in memory.
PLACE = re.compile(r"0x[0-9a-f]+")


class Terminal:
    """A terminal in a folder in which a chapter is set up."""

    def __init__(self, folder: ReaderFolder, package: str) -> None:
        self.folder = folder
        self.package = folder.path / package
        self.log = Transcript()

    def type(self, command: str, *, fails: bool = False) -> str:
        output = self.folder.run(f"bash -c {shlex.quote(command)}", fails=fails)
        output = without_stack(PLACE.sub("0x…", output))
        self.log.add(command, output)
        return output

    def silently(self, *commands: str) -> None:
        for command in commands:
            self.type(command)
        self.log = Transcript()
