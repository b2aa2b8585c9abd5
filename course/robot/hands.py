"""What a reader does: change files, type commands, stop servers and look at outputs."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .editor import Editor
from .sentences import (
    AddImport,
    Change,
    Clause,
    Delete,
    GoTo,
    OpenTerminal,
    PutBack,
    Run,
    StartAgain,
    Stop,
    WriteLine,
)
from .terminal import Done, Terminal

# How long a server may take to print what a page shows, in seconds.
LATE = 5
SHOP = "../shop/"
# Our tests run on the database of the robot's tabs only: the reader's files, which in
# the end are letter by letter the chapter's, `make test` tests on the others, too.
OUR_TESTS = re.compile(r"(?m)-m pytest tests/.*$")


class StuckError(Exception):
    """What a page shows is not what comes, or a step of it cannot be done."""


class Hands:
    """Does the steps of one page.

    `course` is the repository with the tests that the pages name.
    """

    def __init__(self, terminal: Terminal, editor: Editor, course: Path) -> None:
        self.terminal = terminal
        self.editor = editor
        self.course = course
        self.elsewhere = False
        self.last_server = ""
        # What the last command and the servers have printed since it was typed.
        self.recent = ""
        # A command that failed; the page has to show what came of it.
        self.failed: Done | None = None

    def do(self, clause: Clause, file: str) -> None:
        """Do what a clause asks for; `file` is the one that the sentence names."""
        match clause:
            case Delete(what="file"):
                self.type(f"rm {self.editor.path(clause.code)}")
            case Delete() | WriteLine() | Change():
                self._change(clause, file)
            case AddImport():
                self.editor.add_import(self._file(file), clause.name)
            case PutBack():
                self.editor.put_back()
            case _:
                self._use_terminal(clause)

    def type(self, command: str) -> Done:
        """Save, type a command, and remember what came.

        Raises StuckError if the command before has failed and nothing was shown of it.
        """
        self.check_explained()
        self.save()
        run = self._run_in_the_course if self.elsewhere else self.terminal.run
        done = run(command)
        self.recent = done.output
        self.failed = done if done.code else None
        if done.code is None:
            self.terminal.news()  # it is in the output already
        return done

    def save(self) -> None:
        """Save what was changed, and wait until servers that reload have done so."""
        reloading = [server for server in self.terminal.servers if server.reloads()]
        lengths = [len(server.printed()) for server in reloading]
        if self.editor.save():
            for server, length in zip(reloading, lengths, strict=True):
                server.wait_for_reload(length)

    def wait_until(self, is_there: Callable[[str], bool]) -> bool:
        """Say whether `is_there` becomes true of what was printed, within `LATE` s."""
        deadline = time.monotonic() + LATE
        while True:
            self.recent += self.terminal.news()
            if is_there(self.recent):
                self.failed = None
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)

    def check_explained(self) -> None:
        """Raise StuckError if a command failed and the page has shown nothing of it."""
        if self.failed:
            raise StuckError(
                f"$ {self.failed.command}\nThis failed (exit code {self.failed.code}),"
                f" and the page does not show it:\n{self.failed.output[-2000:]}"
            )

    def _use_terminal(self, clause: Clause) -> None:
        match clause:
            case Run():
                self.type(clause.command)
            case Stop():
                self._stop()
            case StartAgain():
                self.type(self.last_server)
            case _:
                self._go(clause)

    def _go(self, clause: Clause) -> None:
        match clause:
            case OpenTerminal():
                self.terminal.go_to(self.terminal.folder.parent)
            case GoTo():
                self.elsewhere = True

    def _stop(self) -> None:
        if not self.terminal.servers:
            raise StuckError("No server runs that could be stopped.")
        self.recent += self.terminal.news()
        self.last_server = self.terminal.stop()

    def _change(self, clause: Delete | WriteLine | Change, file: str) -> None:
        if clause.scope.endswith(".py"):
            file, clause = clause.scope, replace(clause, scope="")
        self.editor.change(self._file(file), clause)

    def _file(self, name: str) -> str:
        """Return the path of the named file, or of the one that was changed last."""
        if name:
            return self.editor.path(name)
        if not self.editor.last:
            raise StuckError("The page does not say in which file.")
        return self.editor.last

    def _run_in_the_course(self, command: str) -> Done:
        kept = self.terminal.remember()
        self.terminal.go_to(self.course)
        command = command.replace(SHOP, f"{self.terminal.folder}/")
        command = OUR_TESTS.sub(r"\g<0> --db $ROBOT_DB", command)
        done = self.terminal.run(f"unset PYTHONPATH ROBOT_SQL\n{command}")
        self.terminal.restore(kept)
        return done
