"""One check: a learner's copy in, a verdict out."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .explain import Explanation, explain
from .plan import Plan
from .process import RUN_SECONDS, Messages, Process
from .protocol import Message
from .verdict import Outcome, Recording, Verdict

GRACE = 2.0
FIRST_TEST = 20.0

# Called after each result with the number of results and of tests.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Answer:
    """What a check has found: the verdict, and the failures in plain words."""

    plan: Plan
    copy: Path
    verdict: Verdict
    explanations: tuple[Explanation, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        return self.verdict.passed

    @property
    def total(self) -> int:
        return len(self.verdict.outcomes)

    def count(self, outcome: Outcome) -> int:
        return self.verdict.count(outcome)


def check(
    plan: Plan, copy: Path, *, everything: bool = False, progress: Progress
) -> Answer:
    """Run the tests of `plan` on the learner's package `copy`.

    Stops at the first failure in the order of teaching, unless `everything` is asked
    for. Raises CourseError when the course's own tests are damaged.
    """
    messages: Messages = queue.Queue()
    process = Process(plan, messages)
    try:
        return check_with(process, copy, everything=everything, progress=progress)
    finally:
        process.close()


def check_with(
    process: Process, copy: Path, *, everything: bool = False, progress: Progress
) -> Answer:
    """Do what `check` does with a process that is there already."""
    start = time.monotonic()
    chapters = process.stage.enter(copy, process.plan.chapter.stem)
    number = process.start_run(chapters, process.items, everything=everything)
    recording = Recording(number, process.items, chapters)
    listen(process, recording, progress)
    return answer(process.plan, copy, recording, start)


def listen(process: Process, recording: Recording, progress: Progress) -> None:
    """Feed the recording until the run has ended, and end a run that does not."""
    clock = Clock()
    while not recording.ended:
        try:
            message = process.messages.get(timeout=clock.left())
        except queue.Empty:
            end_overdue(process, recording)
            clock.extend()
            continue
        clock.see(message)
        recording.feed(message)
        progress(len(recording.results), len(recording.items))
    process.stop_run()  # what it has started, and what has outlived it


def end_overdue(process: Process, recording: Recording) -> None:
    """End a run that is late; if that is no use, the process that runs it."""
    if recording.overdue:
        process.kill()
    else:
        process.stop_run()
    recording.overdue = True


def answer(plan: Plan, copy: Path, recording: Recording, start: float) -> Answer:
    """Judge and explain a run that has ended; `start` is when it began."""
    verdict = recording.verdict()
    told = tuple(
        explain(failure, plan.chapter, recording.chapters, copy)
        for failure in verdict.failures
    )
    return Answer(plan, copy, verdict, told, time.monotonic() - start)


class Clock:
    """A second watch over the limits, outside of the process that they are for.

    A test that is stuck is ended by its own process, which says on which line; only
    where that fails, the parent ends it a little later.
    """

    def __init__(self) -> None:
        self._end = time.monotonic() + RUN_SECONDS + GRACE
        self._next = time.monotonic() + FIRST_TEST

    def see(self, message: Message) -> None:
        if "start" in message:
            self._next = time.monotonic() + message["seconds"] + GRACE

    def extend(self) -> None:
        self._next = self._end = time.monotonic() + GRACE

    def left(self) -> float:
        return max(0.01, min(self._next, self._end) - time.monotonic())
