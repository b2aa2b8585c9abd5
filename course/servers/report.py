"""What `course servers` does and says, in lines."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from ..errors import CourseError
from .finder import COMPOSE, find_server
from .kept import find_kept, keep_server, stop_kept
from .kinds import Kind, find_kinds
from .server import Server


def start(which: str) -> Iterator[str]:
    """Find or start the servers, at the same time; yield a line about each.

    Raises ServerError for one that cannot be started.
    """
    kinds = find_kinds(which)
    with ThreadPoolExecutor(len(kinds)) as pool:
        yield from map(line_of, pool.map(_find_or_keep, kinds))


def describe(which: str) -> tuple[list[str], bool]:
    """Return a line about each server, and whether all of them run."""
    found = {kind: find_server(kind) for kind in find_kinds(which)}
    lines = [
        line_of(server) if server else explain_absence(kind)
        for kind, server in found.items()
    ]
    return lines, all(found.values())


def urls(which: str) -> list[str]:
    """Return the URL of a learner's database on each; CourseError without a server."""
    return [shop_url(kind) for kind in find_kinds(which)]


def stop(which: str) -> list[str]:
    """End the servers that `start` has started; return a line about each."""
    return [
        f"{kind.name}: ended, and its data are removed."
        if stop_kept(kind)
        else f"{kind.name}: `up` has started none that still runs."
        for kind in find_kinds(which)
    ]


def _find_or_keep(kind: Kind) -> Server:
    return find_server(kind) or keep_server(kind).server


def line_of(server: Server) -> str:
    """Describe a server in one line, without its password."""
    process = f" as process {server.pid}" if server.pid else ""
    return (
        f"{server.kind.name}: {server.version()} at {server}, "
        f"from {server.source}{process}, since {server.since().astimezone():%F %T}"
    )


def explain_absence(kind: Kind) -> str:
    """Say that no server runs, and how to get one."""
    if find_kept(kind) is None:
        return f"{kind.name}: none runs; try: course servers up {kind.name}"
    return f"{kind.name}: it does not answer; try: course servers down {kind.name}"


def shop_url(kind: Kind) -> str:
    """Return the URL of a learner's database; CourseError where no server runs."""
    server = find_server(kind)
    if server is None:
        raise CourseError(
            f"No {kind.title} server runs; try: course servers up {kind.name}"
        )
    kept = find_kept(kind)
    if server.source == COMPOSE:
        return kind.compose_shop
    is_kept = kept is not None and kept.server == server
    url = kept.shop if kept and is_kept else server.url
    return url.render_as_string(hide_password=False)
