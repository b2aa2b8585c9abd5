"""Follow one page: do its steps, type its commands, compare what the page shows."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from .compare import as_shown, difference, has_line_with, is_part
from .edit import EditError
from .editor import Editor
from .end import compare_files, compare_folder
from .hands import Hands, StuckError
from .page import OWN_WORK, PROMISES, Block, Exchange, Item, Page, Step
from .recordings import Recordings
from .sentences import (
    Clause,
    Create,
    InFile,
    LeaveOut,
    NotUnderstoodError,
    Place,
    Promises,
    Replace,
    Several,
    understand,
)
from .terminal import Terminal, TimeLimitError

# How often a command is repeated that the page wants repeated.
TRIES = 60
TESTS = "tests/"
# Clauses that say what to do with the block of code below.
ABOUT_CODE = (Create, Replace, Place, LeaveOut)


@dataclass
class Report:
    """How it went on a page.

    `run` and `compared` count blocks, `own_work` those of exercises and quizzes,
    `asides` has the reasons of those that are no steps by their places, `difference` is
    the first one, with its place. `missing` says why the page was not followed.
    """

    page: str
    run: int = 0
    compared: int = 0
    own_work: int = 0
    asides: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    seconds: float = 0.0
    difference: str = ""
    missing: str = ""


class Reader:
    """A reader in front of one page, with a terminal in an own folder.

    `course` is the repository with the tests; `recordings` takes the outputs of typed
    commands, in place of comparing them.
    """

    def __init__(
        self,
        page: Page,
        terminal: Terminal,
        course: Path,
        recordings: Recordings | None = None,
    ) -> None:
        self.page = page
        self.course = course
        self.recordings = recordings
        self.report = Report(page.name)
        self.editor = Editor(terminal.folder, f"chapters/{page.name}")
        self.hands = Hands(terminal, self.editor, course)
        self.told: list[Clause] = []
        self.promises: list[Block] = []
        self.tried: list[Exchange] = []
        self.ends: list[Block] = []
        self.patient = False

    def follow(self) -> Report:
        """Go through the page; the report has the first difference, if there is one."""
        start = time.monotonic()
        item: Item | None = None
        try:
            for item in self.page.items:
                self._follow(item)
            item = None
            self._finish()
        except (StuckError, EditError, NotUnderstoodError, TimeLimitError) as error:
            self.report.difference = f"{_place(self.page, item)}\n{error}"
        finally:
            self.hands.terminal.close()
        self.report.seconds = time.monotonic() - start
        return self.report

    def _follow(self, item: Item) -> None:
        if isinstance(item, Step):
            self._step(item)
        elif item.section in OWN_WORK:
            self.report.own_work += 1
        elif item.aside:
            self.report.asides[f'"{item.heading}", block {item.number}'] = item.aside
        elif item.kind == "code":
            self._code(item)
        else:
            self._nothing_told()
            self._block(item)

    def _step(self, step: Step) -> None:
        self._nothing_told()
        self.report.steps += 1
        self.patient = False
        file = ""
        for clause in understand(step.sentence):
            if isinstance(clause, InFile):
                file = clause.file
            elif isinstance(clause, ABOUT_CODE):
                self.told += [InFile(file), clause] if file else [clause]
            else:
                self._do(clause, file)

    def _do(self, clause: Clause, file: str) -> None:
        match clause:
            case Several():
                self.patient = True
            case Promises():
                for block in self.promises:
                    self._commands(block)
            case _:
                self.hands.do(clause, file)

    def _block(self, block: Block) -> None:
        if block.kind == "command" and block.heading == PROMISES:
            self.promises.append(block)
        elif block.kind == "command":
            self._commands(block)
        elif block.kind in ("error", "sql"):
            self._compare_log(block)
        elif block.kind in ("new", "whole"):
            self.ends.append(block)
        else:
            raise StuckError(
                "Nobody can run or compare this block, and it does not say why."
            )

    def _code(self, block: Block) -> None:
        clauses, self.told = self.told, []
        for clause in clauses:
            name = _file_named(clause) or block.title
            if not f"/{block.title}".endswith(f"/{name}"):
                raise StuckError(f"The text says {name}, the block {block.title}.")
        if clauses:
            self.report.run += 1
            self.editor.apply(block.title, block.text, clauses)
        else:
            self.report.compared += 1
            self._compare_code(block)

    def _compare_code(self, block: Block) -> None:
        """A block that nobody has to write shows what is there already."""
        if block.title.startswith(TESTS):
            text = self._test_file(block.title)
        else:
            text = self.editor.read(block.title)
        lines = f"\n{_stripped(text)}\n"
        for piece in _stripped(block.text).split("\n\n\n"):
            if f"\n{piece}\n" not in lines:
                first = piece.partition("\n")[0]
                raise StuckError(
                    f"{block.title} does not have what stands here, from `{first}` on,"
                    " and the page does not say to write it."
                )

    def _test_file(self, name: str) -> str:
        try:
            return (self.course / name).read_text(encoding="utf-8")
        except OSError:
            raise StuckError(f"The course has no file {name}.") from None

    def _commands(self, block: Block) -> None:
        self.report.run += 1
        self.report.compared += block.exchanges[0].output is not None
        for exchange in block.exchanges:
            if exchange.output is None:
                self.hands.type(exchange.command)
            elif block.typed and self.recordings:
                output = as_shown(self.hands.type(exchange.command).output)
                self.hands.failed = None
                self.recordings.add(block.recording, exchange.command, output)
            else:
                self._compare_output(exchange)
        self.hands.elsewhere = False

    def _compare_output(self, exchange: Exchange) -> None:
        found = None
        for _ in range(TRIES if self.patient else 1):
            done = self.hands.type(exchange.command)
            self.hands.failed = None
            found = difference(exchange.output or "", as_shown(done.output))
            if found is None:
                self.tried.append(exchange)
                return
        raise StuckError(f"$ {exchange.command}\n{found}")

    def _compare_log(self, block: Block) -> None:
        """Compare with what the last command or the server has printed or sent."""
        self.hands.save()
        self.report.compared += 1

        def is_there(printed: str) -> bool:
            if block.kind == "sql":
                return is_part(block.text, self.hands.terminal.sql())
            return is_part(block.text, printed) or has_line_with(block.text, printed)

        if not self.hands.wait_until(is_there):
            raise StuckError(f"This did not come:\n{block.text.rstrip()}")

    def _nothing_told(self) -> None:
        if self.told:
            raise StuckError("The page says where code goes, and shows none below.")

    def _finish(self) -> None:
        self._nothing_told()
        self.hands.save()
        self.hands.check_explained()
        for block in self.promises:
            if missing := [e for e in block.exchanges if e not in self.tried]:
                raise StuckError(
                    "The top of the page promises this, and it is never tried:\n"
                    f"$ {missing[0].command}"
                )
        self.report.compared += len(self.ends)
        compare_files(self.ends, self.editor)
        compare_folder(self.ends, self.editor)
        if self.recordings:
            self.recordings.write()


def _place(page: Page, item: Item | None) -> str:
    if item is None:
        return f"{page.name}, at its end:"
    if isinstance(item, Step):
        return f'{page.name}, "{item.heading}", the step "{item.sentence}":'
    return f'{page.name}, "{item.heading}", block {item.number}:'


def _file_named(clause: Clause) -> str:
    match clause:
        case Create() | InFile():
            return clause.file
        case Place(where="end"):
            return clause.anchor
    return ""


def _stripped(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
