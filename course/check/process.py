"""The parent's side of `child.py`: starts it, gives it orders, and ends it."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from ..errors import CourseError, UsageError
from ..manifest import ROOT
from .plan import Item, Plan, make_items
from .protocol import Message, Order
from .stage import Stage

# The course's own folder comes last: chapters and tests are those of the stage.
START = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from course.check.child import main; main()"
)
RUN_SECONDS = 300.0  # chapter 12 has 2,000 tests on three databases
COLLECT_SECONDS = 60.0
LEFT_OUT = {"PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTHONPATH"}

Messages = queue.Queue[Message]


class Process:
    """The tests of one plan, collected and waiting.

    What it says arrives in `messages`, which may be shared with other speakers; at its
    end comes `{"closed": true}`. Raises CourseError when it cannot collect what the
    plan says: then the course's own tests are damaged.
    """

    def __init__(self, plan: Plan, messages: Messages) -> None:
        self.plan = plan
        self.messages = messages
        self.stage = Stage(plan.chapter.root)
        self._runs = 0
        self._unwanted = 0
        self._running: int | None = None
        self._start()

    def _start(self) -> None:
        if os.name != "posix":
            raise UsageError(
                "The tests run on Linux, macOS and WSL; see docs/start.md."
            )
        ours, theirs = socket.socketpair()
        arguments = [
            *(str(ROOT), str(theirs.fileno()), self.plan.chapter.stem),
            *(",".join(self.plan.databases), *self.plan.tests),
        ]
        with (self.stage.folder / "errors.txt").open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-c", START, *arguments],
                cwd=self.stage.folder,
                env={name: os.environ[name] for name in set(os.environ) - LEFT_OUT},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        theirs.close()
        self._channel = ours.makefile("rw", encoding="utf-8")
        ours.close()
        try:
            self.items = self._collect()
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._listen, daemon=True).start()

    def _collect(self) -> list[Item]:
        timer = threading.Timer(COLLECT_SECONDS, self._process.kill)
        timer.start()
        message = json.loads(self._channel.readline() or "{}")
        timer.cancel()
        if "collected" in message:
            try:
                return make_items(self.plan, message["collected"], message["elsewhere"])
            except KeyError as error:
                message["broken"] = f"{error.args[0]} was not collected"
        log = (self.stage.folder / "errors.txt").read_text(errors="replace")
        reason = (message.get("broken") or log or "no reason given").strip()
        raise CourseError(
            "The course's own tests cannot be loaded; look at `git status tests` and "
            f"run `course doctor`. The reason: {reason.splitlines()[-1]}"
        )

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            for line in self._channel:
                message = json.loads(line)
                if "pid" in message:
                    self._running = message["pid"]
                    self._stop_if_unwanted(message["run"])
                self.messages.put(message)
        self.messages.put({"closed": True})

    def start_run(self, chapters: Path, items: list[Item], *, everything: bool) -> int:
        """Order a run of `items` on the package in `chapters`; return its number."""
        self._runs += 1
        order = Order(
            run=self._runs,
            chapters=str(chapters),
            items=[(item.id, item.seconds) for item in items],
            all=everything,
            seconds=RUN_SECONDS,
        )
        with suppress(OSError):  # it has ended; `closed` says so
            self._channel.write(json.dumps(order) + "\n")
            self._channel.flush()
        return self._runs

    def stop_run(self) -> None:
        """End the runs ordered so far, with all that they have started."""
        self._unwanted = self._runs
        if self._running is not None:
            _kill(self._running)

    def _stop_if_unwanted(self, run: int) -> None:
        """End a run that begins after it was to be stopped."""
        if run <= self._unwanted and self._running is not None:
            _kill(self._running)

    def kill(self) -> None:
        """End all processes; `closed` is the last that is heard of them."""
        self.stop_run()
        _kill(self._process.pid)

    def close(self) -> None:
        """End all processes and remove the stage."""
        self.kill()
        self._process.wait()
        with suppress(OSError):
            self._channel.close()
        self.stage.close()


def _kill(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
