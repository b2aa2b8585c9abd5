"""Which databases the tests run on, and the servers that they use.

The process that is asked to test looks for servers, or starts them, once; workers of
pytest-xdist get to know them from it. What finds them is imported when it is needed:
most chapters have no server.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypedDict

import pytest
from sqlalchemy import make_url

from course.servers.kinds import KINDS, ServerError

if TYPE_CHECKING:
    from course.servers.server import Server

SQLITE = "sqlite"
DATABASES = (SQLITE, *KINDS)
# From this chapter on, the tests of a chapter run on all databases.
FIRST_WITH_SERVERS = 6
REQUIRE = "REQUIRE_SERVERS"

STEM = re.compile(r"ch(\d\d)_\w+")
IN_A_CHAPTER = re.compile(r"(?:^|/)ch(\d\d)_\w+")


class Offer(TypedDict):
    """A server for a worker: its URL and where it is from, or why there is none."""

    url: str
    source: str
    pid: int | None
    version: str
    missing: str


class Servers:
    """The servers of this run, found or started when the first test asks for one.

    One that is demanded, by REQUIRE_SERVERS=1 or by name, must not be missing.
    """

    def __init__(self, names: tuple[str, ...], *, demanded: bool) -> None:
        self.names = names
        self.demanded = demanded or os.environ.get(REQUIRE) == "1"
        self._stack = ExitStack()
        self._offers: dict[str, Offer] | None = None

    @property
    def offers(self) -> dict[str, Offer]:
        """Return what there is, by name; starts servers when it is asked first."""
        if self._offers is None:
            from course.servers.finder import lend_servers

            kinds = [KINDS[name] for name in self.names if name in KINDS]
            try:
                lent = self._stack.enter_context(lend_servers(kinds))
            except ServerError as error:
                raise pytest.UsageError(str(error)) from error
            self.offers = {name: _offer(server) for name, server in lent.items()}
        assert self._offers is not None
        return self._offers

    @offers.setter
    def offers(self, offers: dict[str, Offer]) -> None:
        self._offers = offers
        for name, offer in offers.items():
            if offer["url"]:  # what a test starts uses the same servers
                os.environ[KINDS[name].variable] = offer["url"]

    @property
    def known(self) -> dict[str, Offer]:
        """Return what there is, without starting anything."""
        return self._offers or {}

    def get(self, name: str) -> "Server":
        """Return a server; skip the test, or let it fail, where there is none."""
        offer = self.offers[name]
        if offer["missing"] and self.demanded:
            pytest.fail(offer["missing"], pytrace=False)
        if offer["missing"]:
            pytest.skip(offer["missing"])
        from course.servers.server import Server

        url = make_url(offer["url"])
        return Server(KINDS[name], offer["source"], url, offer["pid"])

    def close(self) -> None:
        self._stack.close()


SERVERS = pytest.StashKey[Servers]()


def _offer(lent: "Server | str") -> Offer:
    if isinstance(lent, str):
        return Offer(url="", source="", pid=None, version="", missing=lent)
    return Offer(
        url=lent.url.render_as_string(hide_password=False),
        source=lent.source,
        pid=lent.pid,
        version=lent.version(),
        missing="",
    )


def asked_for(config: pytest.Config) -> tuple[str, ...]:
    """Return the databases that the command names, or all."""
    names: list[str] = config.getoption("--db") or ["all"]
    return DATABASES if "all" in names else tuple(names)


def databases_of(stem: str, node: pytest.Item | pytest.Collector) -> list[str]:
    """Return the databases on which a test of the chapter can run."""
    named = STEM.match(stem)
    if named is None or int(named[1]) < FIRST_WITH_SERVERS:
        return [SQLITE]
    mark = node.get_closest_marker("databases")
    return [name for name in DATABASES if mark is None or name in mark.args]


def may_need_servers(arguments: list[str]) -> bool:
    """Say whether the command can reach a chapter that runs on servers."""
    folders = [IN_A_CHAPTER.search(argument) for argument in arguments]
    return not all(f and int(f[1]) < FIRST_WITH_SERVERS for f in folders)


def database_of(item: pytest.Item) -> str | None:
    """Return the database of a collected test; None if it uses none."""
    if "database" not in getattr(item, "fixturenames", ()):
        return None
    callspec = getattr(item, "callspec", None)
    return str(callspec.params.get("database", SQLITE)) if callspec else SQLITE


def lines_of_summary(
    reports: Mapping[str, Sequence[object]], offers: dict[str, Offer]
) -> list[str]:
    """Return a line for each database: how its tests went, and where they ran."""
    counts: dict[str, dict[str, int]] = {}
    for outcome, found in reports.items():
        for report in found:
            for name, value in getattr(report, "user_properties", ()):
                if name == "database":
                    row = counts.setdefault(str(value), {})
                    row[outcome] = row.get(outcome, 0) + 1
    return [_line(name, counts[name], offers) for name in DATABASES if name in counts]


def _line(name: str, row: dict[str, int], offers: dict[str, Offer]) -> str:
    said = ", ".join(f"{count} {outcome}" for outcome, count in row.items())
    offer = offers.get(name)
    if offer is None:
        return f"{name}: {said}"
    if offer["missing"]:
        return f"{name}: {said}. {offer['missing']}"
    return f"{name}: {said}, on {offer['version']} from {offer['source']}"
