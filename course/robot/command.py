"""The command `course robot`: build the site, follow its pages, say how it went."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from course.build import build_site
from course.errors import CourseError, UsageError
from course.manifest import load_chapters
from course.site.typed_fences import UNRECORDED

from .follow import Report
from .visit import Visit

# The databases of the manifest, and the tabs of the pages that are theirs.
DATABASES = {"sqlite": "SQLite", "mysql": "MySQL", "postgresql": "PostgreSQL"}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is asked of the robot; the fields are the options of `course robot`."""

    chapters: Sequence[int] = ()
    database: str = "sqlite"
    site: Path | None = None
    work: Path | None = None
    jobs: int = 2
    record: bool = False


def follow_pages(root: Path, order: Order, say: Say) -> None:
    """Follow the pages of the repository at `root` and report to `say`.

    Raises UsageError for a number that no chapter has or a site that is none,
    CourseError when a page shows something that did not come.
    """
    stems = _stems(root, order)
    with TemporaryDirectory(prefix="course-robot-") as folder, ExitStack() as stack:
        site = order.site or Path(folder, "site")
        if order.site is None:
            stack.enter_context(_unrecorded(order.record))
            say("Building the site ...")
            build_site(root, site)
        recordings = root / "docs" / "recorded" / "typed" if order.record else None
        work = order.work or Path(folder, "work")
        database = DATABASES[order.database]
        visit = Visit(site.resolve(), work.resolve(), root, database, recordings)
        reports = visit.follow(stems, order.jobs, lambda report: say(line_of(report)))
    _conclude(reports, say)


def _stems(root: Path, order: Order) -> list[str]:
    """Return the chapters that are asked for and name the database."""
    chapters = load_chapters(root)
    unknown = set(order.chapters) - {chapter.number for chapter in chapters}
    if unknown:
        last = chapters[-1].number
        raise UsageError(f"There is no chapter {min(unknown)}; give 1 to {last}.")
    wanted = [c for c in chapters if not order.chapters or c.number in order.chapters]
    stems = [c.stem for c in wanted if order.database in c.databases]
    if not stems:
        name = DATABASES[order.database]
        raise UsageError(f"None of these chapters uses {name}; leave out --db.")
    return stems


@contextmanager
def _unrecorded(record: bool) -> Iterator[None]:
    """Let the site be built without the outputs that are about to be recorded."""
    if record:
        os.environ[UNRECORDED] = "1"
    try:
        yield
    finally:
        os.environ.pop(UNRECORDED, None)


def _conclude(reports: Sequence[Report], say: Say) -> None:
    for report in reports:
        for place, reason in report.asides.items():
            say(f"{report.page}, {place}: {reason}")
    required = os.environ.get("REQUIRE_SERVERS") == "1"
    wrong = [
        report.page
        for report in reports
        if report.difference or (report.missing and required)
    ]
    if wrong:
        raise CourseError(f"The robot could not follow {', '.join(wrong)}.")


def line_of(report: Report) -> str:
    """Return the report in a line; below it, the first difference."""
    if report.missing:
        return f"{report.page}: not followed. {report.missing}"
    line = (
        f"{report.page}: {report.steps} steps, {report.run} blocks run,"
        f" {report.compared} compared, {len(report.asides)} excused,"
        f" {report.own_work} left to the reader, {report.seconds:.1f} s"
    )
    return f"{line}\n{report.difference}" if report.difference else line
