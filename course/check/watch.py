"""Tests a copy whenever it is saved, and never shows the result of older files.

All that happens arrives in one queue: saves, keys, and what the tests say. A save ends
the run that is under way. Before a result is shown, the files are compared with those
that were tested; if they differ, the result is dropped and the tests run again.
"""

import hashlib
import queue
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..workspace import files_of, shown
from .checker import Answer, Clock, answer, end_overdue
from .keys import spoken_keys, spoken_saves
from .plan import Item, Plan
from .process import Messages, Process
from .protocol import Message
from .screen import show_explanation, summary
from .verdict import Outcome, Recording

HELP = "Keys: n next failure, h hint, o open page, a all, q quit"

Hint = Callable[[Answer, int], str]
Record = Callable[[Answer], None]


class Watch:
    """One watched copy; `run` returns when the reader has pressed q or Ctrl-C.

    `hint` is asked for a text about one failure of an answer; `record` gets each
    answer that all tests had a part in.
    """

    def __init__(
        self, plan: Plan, copy: Path, console: Console, hint: Hint, record: Record
    ) -> None:
        self.plan = plan
        self.copy = copy
        self.console = console
        self.hint = hint
        self.record = record
        self.messages: Messages = queue.Queue()
        self.process = Process(plan, self.messages)
        self.recording: Recording | None = None
        self.clock = Clock()
        self.answer: Answer | None = None
        self.shown = 0
        self.focus: Item | None = None
        self.everything = False
        self.tested = ""
        self.start = 0.0

    def run(self) -> None:
        """Watch until the reader quits."""
        self._say(f"Watching {shown(self.copy)}. {HELP}")
        try:
            with (
                suppress(KeyboardInterrupt),
                spoken_keys(self.messages),
                spoken_saves(self.copy, self.messages),
            ):
                self._begin()
                while self._hear(self._next()):
                    pass
        finally:
            self.process.close()

    def _next(self) -> Message:
        try:
            waiting = self.clock.left() if self.recording else None
            return self.messages.get(timeout=waiting)
        except queue.Empty:
            return {"overdue": True}

    def _hear(self, message: Message) -> bool:
        """Take one message; False is the end."""
        if "key" in message:
            return self._press(message["key"])
        if "saved" in message:
            self.everything = False
            self._begin()
        elif "closed" in message:
            self._revive(message)
        elif self.recording:
            self._follow(self.recording, message)
        return True

    def _follow(self, recording: Recording, message: Message) -> None:
        if "overdue" in message:
            end_overdue(self.process, recording)
            self.clock.extend()
            return
        self.clock.see(message)
        recording.feed(message)
        if recording.ended:
            self.process.stop_run()
            self._finish(recording)
        elif self._focus_passes(message):
            self._say(f"Passes now: {self.focus.sentence}" if self.focus else "")
            self.focus = None

    def _focus_passes(self, message: Message) -> bool:
        focus = self.focus.id if self.focus else None
        passed = message.get("outcome") == Outcome.PASSED
        return (
            passed and message.get("id") == focus and digest(self.copy) == self.tested
        )

    def _begin(self) -> None:
        """Test the files as they are now; what was under way is dropped."""
        self.process.stop_run()
        self.start = time.monotonic()
        if self.recording:
            self.process.stage.leave(self.recording.chapters)
        try:
            self.recording = self._order()
        except OSError:  # a file went away meanwhile: its change is a save of its own
            self.recording = None

    def _order(self) -> Recording:
        stem = self.plan.chapter.stem
        chapters = self.process.stage.enter(self.copy, stem)
        self.tested = digest(chapters / stem)
        items = self.process.items
        if self.focus and not self.everything:
            items = [self.focus, *(item for item in items if item != self.focus)]
        self.clock = Clock()
        number = self.process.start_run(chapters, items, everything=self.everything)
        return Recording(number, self.process.items, chapters)

    def _finish(self, recording: Recording) -> None:
        if digest(self.copy) != self.tested:
            self._begin()
            return
        self.answer = answer(self.plan, self.copy, recording, self.start)
        self.shown = 0
        self.recording = None
        self.process.stage.leave(recording.chapters)
        self._show(self.answer)

    def _show(self, answer: Answer) -> None:
        first = answer.verdict.failures[0].item if answer.verdict.failures else None
        still = first is not None and first == self.focus and not self.everything
        for told in answer.explanations[:1]:
            show_explanation(self.console, told)
        if still:
            self._say(f"Still failing, {answer.seconds:.2f} s after the save. {HELP}")
        else:
            self.record(answer)
            self._say(f"{summary(answer)} {HELP}")
        self.focus = first

    def _revive(self, closed: Message) -> None:
        """Start the process of the tests again: something has ended it."""
        self.process.close()
        self.process = Process(self.plan, self.messages)
        if self.recording:
            self._follow(self.recording, closed)

    def _press(self, key: str) -> bool:
        acts = {
            "n": self._next_failure,
            "h": self._hint,
            "o": self._open,
            "a": self._all,
        }
        if key in acts:
            acts[key]()
        return key not in ("q", "\x04")

    def _all(self) -> None:
        self.everything = True
        self._begin()

    def _next_failure(self) -> None:
        """Show the failure after the one shown; find them all first."""
        if self.answer is None or self.answer.passed or not self.everything:
            self._all()
            return
        self.shown = (self.shown + 1) % len(self.answer.explanations)
        self.focus = self.answer.verdict.failures[self.shown].item
        show_explanation(self.console, self.answer.explanations[self.shown])
        self._say(
            f"Failure {self.shown + 1} of {len(self.answer.explanations)}. {HELP}"
        )

    def _hint(self) -> None:
        if self.answer and not self.answer.passed:
            self._say(self.hint(self.answer, self.shown))

    def _open(self) -> None:
        if self.answer and self.answer.explanations:
            webbrowser.open(self.answer.explanations[self.shown].page)

    def _say(self, text: str) -> None:
        self.console.print(Text(text), soft_wrap=True)


def digest(package: Path) -> str:
    """Return a fingerprint of all files of a chapter; empty if they cannot be read."""
    found = hashlib.sha256()
    try:
        for file in files_of(package):
            found.update(f"{file}\0".encode() + (package / file).read_bytes() + b"\0")
    except OSError:
        return ""
    return found.hexdigest()
