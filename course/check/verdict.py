"""What a run has shown: fed with its messages, compared with what had to come."""

import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from .plan import Item
from .protocol import CANARY, DUMP, Message

FRAME = re.compile(r'File "(?P<file>.+)", line (?P<line>\d+) in (?P<name>.+)')


class Outcome(StrEnum):
    """What became of one test."""

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"
    NOT_REACHED = "not reached"


class Kind(StrEnum):
    """How a run can fail."""

    TEST = "test"  # a test has failed; the facts are in its message
    STUCK = "stuck"  # a test ran longer than it may
    ENDED = "ended"  # the process ended in the middle; `status` is its exit code
    FORGED = "forged"  # what must fail has passed, or results are missing


@dataclass(frozen=True)
class Failure:
    """One failed test, or what ended the run; `frames` are lines of the learner's."""

    kind: Kind
    item: Item
    facts: Message = field(default_factory=dict)
    frames: tuple[tuple[str, int, str], ...] = ()
    status: int = 0


@dataclass(frozen=True)
class Verdict:
    """The outcome of every test that was to run, and the failures in their order."""

    outcomes: dict[Item, Outcome]
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        good = {Outcome.PASSED, Outcome.SKIPPED}
        return not self.failures and set(self.outcomes.values()) <= good

    def count(self, outcome: Outcome) -> int:
        return list(self.outcomes.values()).count(outcome)


class Recording:
    """Collects the messages of one run until it has ended.

    `chapters` is the folder that was tested. A result counts once; the first failure
    of a test stays.
    """

    def __init__(self, run: int, items: list[Item], chapters: Path) -> None:
        self.run = run
        self.items = items
        self.chapters = chapters
        self.results: dict[str, Message] = {}
        self.current: Message = {}
        self.done = False
        self.status: int | None = None
        self.overdue = False

    @property
    def ended(self) -> bool:
        return self.status is not None

    def feed(self, message: Message) -> None:
        """Take one message; those of other runs are ignored."""
        if "closed" in message and not self.ended:
            self.status = -signal.SIGKILL
        if message.get("run") != self.run:
            return
        self.current = message if "start" in message else self.current
        self.done = self.done or "done" in message
        self.status = message.get("ended", self.status)
        known = self.results.get(message.get("id", ""), {})
        if "outcome" in message and known.get("outcome") != Outcome.FAILED:
            self.results[message["id"]] = message

    def verdict(self) -> Verdict:
        """Judge the run. A test without a result is never a passed one."""
        failures = [*self._failures(), *self._trouble()]
        outcomes = {item: self._outcome(item) for item in self.items}
        for failure in failures:
            waits = self._waits(failure, failures)
            outcomes[failure.item] = Outcome.NOT_REACHED if waits else Outcome.FAILED
        reached = (f for f in failures if outcomes[f.item] == Outcome.FAILED)
        return Verdict(outcomes, tuple(reached))

    def _failures(self) -> Iterator[Failure]:
        for item in self.items:
            result = self.results.get(item.id, {})
            if result.get("outcome") == Outcome.FAILED:
                frames = tuple(tuple(frame) for frame in result["frames"])
                yield Failure(Kind.TEST, item, result, frames)

    def _trouble(self) -> Iterator[Failure]:
        """Yield what is wrong with the run as a whole."""
        failed = any(r["outcome"] == Outcome.FAILED for r in self.results.values())
        if not self.done:
            yield self._interruption()
        elif not self._is_sound() and not (failed and CANARY not in self.results):
            yield Failure(Kind.FORGED, self.items[-1])

    def _outcome(self, item: Item) -> Outcome:
        result = self.results.get(item.id)
        return Outcome(result["outcome"]) if result else Outcome.NOT_REACHED

    def _is_sound(self) -> bool:
        canary = self.results.get(CANARY, {})
        complete = all(item.id in self.results for item in self.items)
        return complete and canary.get("error") == "AssertionError"

    def _waits(self, failure: Failure, failures: list[Failure]) -> bool:
        """Say whether a test needs a section that has failed already."""
        step = failure.item.step
        failed = {
            f.item.step.section for f in failures if f.item.step.chapter == step.chapter
        }
        return bool(failed & set(step.needs))

    def _interruption(self) -> Failure:
        running = [item for item in self.items if item.id == self.current.get("start")]
        item = (running or self.items)[0]
        dump = self._dump()
        kind = Kind.STUCK if "Timeout" in dump or self.overdue else Kind.ENDED
        frames = tuple(self._own_frames(dump))
        return Failure(kind, item, self.current, frames, self.status or 0)

    def _dump(self) -> str:
        path = self.chapters / DUMP
        return path.read_text(errors="replace") if path.is_file() else ""

    def _own_frames(self, dump: str) -> Iterator[tuple[str, int, str]]:
        """Yield the learner's lines of a dump, which begins with the innermost."""
        for match in reversed(list(FRAME.finditer(dump))):
            if match["file"].startswith(str(self.chapters)):
                yield match["file"], int(match["line"]), match["name"]


def describe_signal(status: int) -> str:
    """Return the exit code of a process in words."""
    if status >= 0:
        return f"with exit code {status}"
    try:
        return f"by {signal.Signals(-status).name}"
    except ValueError:
        return f"by signal {-status}"
