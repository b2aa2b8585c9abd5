"""One run of the collected tests on one copy, inside the process of the tests."""

import faulthandler
import os
import resource
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .facts import Spy, facts_of, foreign_skip
from .protocol import DUMP, OUTPUT, Order

OUTPUT_SHOWN = 500
LARGEST_FILE = 64 * 2**20
CANARY_SECONDS = 10.0


class Run:
    """A plugin of pytest for one run; `say` sends a message to the parent."""

    def __init__(
        self,
        session: pytest.Session,
        stem: str,
        order: Order,
        say: Callable[..., None],
    ) -> None:
        self.session = session
        self.stem = stem
        self.order = order
        self.chapters = Path(order["chapters"])
        self.spy = Spy()
        self._say = say
        self.failed = False
        self.output_start = 0

    def say(self, **message: object) -> None:
        self._say(run=self.order["run"], **message)

    def go(self) -> None:
        """Run the tests as ordered; stop at a failure unless it says `all`."""
        self._prepare()
        self.session.config.pluginmanager.register(self)
        self.session.config.pluginmanager.register(self.spy)
        with (self.chapters / DUMP).open("wb") as dump:
            end = time.monotonic() + self.order["seconds"]
            for item, following, limit in self._items():
                seconds = max(0.1, min(limit, end - time.monotonic()))
                faulthandler.dump_traceback_later(seconds, exit=True, file=dump)
                self._run(item, following, seconds)
                faulthandler.cancel_dump_traceback_later()
                if self.failed and not self.order["all"]:
                    break
        self._canary()
        self.say(done=True)

    def _prepare(self) -> None:
        import chapters

        os.setpgid(0, 0)  # so that all that it starts can be ended together
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, hard))
        output = os.open(self.chapters / OUTPUT, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        for number in (1, 2):
            os.dup2(output, number)
        chapters.__path__[:] = [str(self.chapters)]

    def _items(self) -> Iterator[tuple[pytest.Item, pytest.Item | None, float]]:
        known = {item.nodeid: item for item in self.session.items}
        items = [known[name] for name, _ in self.order["items"]]
        limits = (limit for _, limit in self.order["items"])
        return zip(items, [*items[1:], None], limits, strict=True)

    def _run(
        self, item: pytest.Item, following: pytest.Item | None, seconds: float
    ) -> None:
        self.output_start = self._output_size()
        self.spy.clear()
        self.say(start=item.nodeid, seconds=seconds)
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)

    def _canary(self) -> None:
        if not self.failed:
            self._run(self.session.items[-1], None, CANARY_SECONDS)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.failed or foreign_skip(report, call, self.chapters):
            self.failed = True
            facts = facts_of(item, call, self.spy, self.chapters, self.stem)
            self._tell(report, "failed", **facts, output=self._output())
        elif report.skipped or report.when == "call":
            self._tell(report, report.outcome)
        return report

    def _tell(self, report: pytest.TestReport, outcome: str, **facts: object) -> None:
        self.say(id=report.nodeid, outcome=outcome, when=report.when, **facts)

    def _output_size(self) -> int:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        return (self.chapters / OUTPUT).stat().st_size

    def _output(self) -> dict[str, object]:
        """Return the end of what the test has printed, and its size in bytes."""
        size = self._output_size() - self.output_start
        with (self.chapters / OUTPUT).open("rb") as file:
            file.seek(self.output_start + max(0, size - OUTPUT_SHOWN))
            return {"size": size, "end": file.read().decode(errors="replace")}
