"""The process of the tests: it collects them once, and runs them whenever it is asked.

It is started in a stage (`stage.py`) with the number of a socket. Through that it says
what it has collected, before any code of a learner was loaded. Then each line that
comes is an order. `protocol.py` has the form of both. A run is a fork, so that it
starts with all libraries imported and leaves nothing behind."""

import importlib
import json
import linecache
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TextIO

import pytest

from .protocol import CANARY, Order
from .run import Run

# What an application and its tests import, and pytest does not.
LIBRARIES = (
    *("fastapi.testclient", "fastapi.openapi.utils", "email_validator"),
    *("sqlalchemy.dialects.sqlite.pysqlite", "sqlalchemy.ext.compiler"),
    *("anyio._backends._asyncio", "uvicorn", "pydantic.networks", "course.manifest"),
    *("passlib.handlers.argon2", "jose.jwt", "python_multipart"),
)


class Server:
    """A plugin of pytest: takes the place of its loop over the collected tests."""

    def __init__(self, channel: TextIO, stem: str, tests: list[str]) -> None:
        self.channel = channel
        self.stem = stem
        self.order = {test: place for place, test in enumerate([*tests, CANARY])}
        self.elsewhere: set[str] = set()

    def say(self, **message: object) -> None:
        self.channel.write(json.dumps(message) + "\n")
        self.channel.flush()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Nobody reads the reporter, and what a program prints must stand alone."""
        reporter = config.pluginmanager.getplugin("terminalreporter")
        config.pluginmanager.unregister(reporter)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.say(broken=str(report.longrepr)[-2000:])

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Note the tests that do not run on the databases of the plan."""
        self.elsewhere |= {function_of(item) for item in items}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(filter(self._belongs, items), key=self._place)

    def _belongs(self, item: pytest.Item) -> bool:
        chapter = _parameters(item).get("chapter", self.stem)
        return function_of(item) in self.order and chapter == self.stem

    def _place(self, item: pytest.Item) -> int:
        return self.order[function_of(item)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for library in LIBRARIES:
            with suppress(ImportError):
                importlib.import_module(library)
        _find_servers(session.config)
        for item in session.items:
            _keep_in_memory(item)
        collected = [[item.nodeid, _said(item)] for item in session.items]
        self.say(collected=collected, elsewhere=sorted(self.elsewhere))
        for line in self.channel:
            self.serve(session, json.loads(line))
        return True

    def serve(self, session: pytest.Session, order: Order) -> None:
        pid = os.fork()
        if pid == 0:
            self.run(session, order)
        with suppress(OSError):  # the run does the same, and one of the two is first
            os.setpgid(pid, pid)
        self.say(run=order["run"], pid=pid)
        _, status = os.waitpid(pid, 0)
        self.say(run=order["run"], ended=os.waitstatus_to_exitcode(status))

    def run(self, session: pytest.Session, order: Order) -> NoReturn:
        try:
            Run(session, self.stem, order, self.say).go()
        finally:
            os._exit(0)


def _find_servers(config: pytest.Config) -> None:
    """Find the servers, or start them, before the runs, which all use the same ones."""
    from tests.databases import SERVERS  # of the stage

    assert config.stash[SERVERS].offers is not None


def _keep_in_memory(item: pytest.Item) -> None:
    """Let nothing look at the tests' files again: the code under test may delete them.

    A package would import itself once more, and a report would read the source. Lines
    without a time (None) stay in the cache whatever becomes of their file.
    """
    for node in item.listchain():
        if isinstance(node, pytest.Package):
            vars(node)["setup"] = lambda: None
    name = str(item.path)
    lines = linecache.getlines(name)
    linecache.cache[name] = (len(lines), None, lines, name)


def function_of(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _parameters(item: pytest.Item) -> dict[str, object]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def _said(item: pytest.Item) -> str:
    """Return a test's parameters as a reader would say them."""
    parameters = _parameters(item)
    parameters.pop("chapter", None)
    said = ", ".join(f"{name} = {value!r}" for name, value in parameters.items())
    return said if len(said) <= 120 else said[:117] + "..."


def main() -> None:
    number, stem, databases, *tests = sys.argv[1:]
    sys.dont_write_bytecode = True  # two saves within a second can share one bytecode
    connection = socket.socket(fileno=int(number))
    channel = connection.makefile("rw", encoding="utf-8")
    sys.path.insert(0, str(Path.cwd()))
    files = sorted({test.partition("::")[0] for test in tests})
    options = ["--rootdir=.", "-c", "pyproject.toml", "-p", "no:cacheprovider"]
    options += [
        "-p",
        "no:faulthandler",
        "--capture=no",
        "--basetemp=tmp",
        "--tb=native",
    ]
    options += [f"--db={name}" for name in databases.split(",")]
    server = Server(channel, stem, tests)
    pytest.main([*options, *files, CANARY.partition("::")[0]], plugins=[server])
