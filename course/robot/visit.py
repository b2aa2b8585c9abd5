"""Send the robot through the pages of a built site, each in an empty folder."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from course.errors import UsageError
from course.servers.kinds import KINDS

from .follow import Reader, Report
from .page import Block, Page, read_page
from .recordings import Recordings
from .servers import missing_server, own_servers
from .terminal import Terminal

START = "start"
SHOP = "shop"
PROBE = Path(__file__).with_name("probe")
# curl shows a progress bar only when its output is no terminal, as here.
CURL = "silent\nshow-error\n"
# What differs between the terminals of the pages.
OWN = ("CURL_HOME", "ROBOT_SQL", "ROBOT_DB", "COURSE_SERVERS")
FORGOTTEN = (
    *("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"),
    # The reader has no other database than the one of the page.
    *("DATABASE_URL", *(kind.variable for kind in KINDS.values())),
    # pytest prints more where one of these is set; the reader sits at a terminal.
    *("CI", "BUILD_NUMBER"),
)

Say = Callable[[Report], None]


@dataclass(frozen=True)
class Visit:
    """Where the robot reads and works.

    `site` is the built site, `work` an empty folder, `course` the repository whose
    tests the pages name, `database` the label of the tabs to read, `recordings` where
    to write the outputs of typed commands (None: compare them).
    """

    site: Path
    work: Path
    course: Path
    database: str = "SQLite"
    recordings: Path | None = None
    ended: Event = field(default_factory=Event)

    def pages(self) -> list[str]:
        """Return the stems of all chapters that the site has, in order."""
        return sorted(file.stem for file in (self.site / "chapters").glob("ch*.html"))

    def follow(self, stems: Sequence[str], jobs: int, say: Say) -> list[Report]:
        """Follow "Before you begin" and then the pages, `jobs` at a time.

        The last pages, which are the longest, come first: none is followed alone in the
        end. `say` gets each report when it is there. Raises UsageError for a page that
        the site does not have, and where there is no site.
        """
        self._check(stems)
        reports = self._start()
        for report in reports:
            say(report)
            if report.difference:
                return reports
        with ThreadPoolExecutor(jobs) as pool, self._ending():
            for report in pool.map(self._chapter, sorted(stems, reverse=True)):
                say(report)
                reports.append(report)
        return reports

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """On Ctrl+C let the pages stop their servers, and do not wait for their end."""
        try:
            yield
        except KeyboardInterrupt:
            self.ended.set()
            raise

    def _check(self, stems: Sequence[str]) -> None:
        if not (self.site / f"{START}.html").is_file():
            raise UsageError(f"{self.site} has no built site; leave out --site.")
        unknown = set(stems) - set(self.pages())
        if unknown:
            raise UsageError(f"The site has no page {', '.join(sorted(unknown))}.")

    def _start(self) -> list[Report]:
        """Follow "Before you begin", unless an earlier visit has done it here."""
        done = self.work / START / "done"
        if done.exists():
            return []
        page = read_page(self.site / f"{START}.html", self.database)
        terminal = self._terminal(START)
        terminal.folder.rmdir()  # the page makes it
        terminal.go_to(terminal.folder.parent)
        report = self._reader(page, terminal).follow()
        if not report.difference:
            done.touch()
        return [report]

    def _chapter(self, stem: str) -> Report:
        page = read_page(self.site / "chapters" / f"{stem}.html", self.database)
        if missing := missing_server(page):
            return Report(stem, missing=missing)
        terminal = self._terminal(stem)
        with own_servers(terminal.env):
            return self._follow_chapter(page, terminal)

    def _follow_chapter(self, page: Page, terminal: Terminal) -> Report:
        start = self.work / START
        (terminal.folder / ".venv").symlink_to(start / SHOP / ".venv")
        names = (start / "state" / "names").read_text(encoding="utf-8")
        own = "".join(f"export {key}={shlex.quote(terminal.env[key])}\n" for key in OWN)
        (terminal.state / "names").write_text(names + own, encoding="utf-8")
        for block in self._chapter_before(page.name):
            file = terminal.folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        return self._reader(page, terminal).follow()

    def _chapter_before(self, stem: str) -> Iterator[Block]:
        """Yield the files that a reader of this page has written on the one before."""
        stems = self.pages()
        place = stems.index(stem)
        if place:
            page: Page = read_page(self.site / "chapters" / f"{stems[place - 1]}.html")
            for item in page.items:
                if isinstance(item, Block) and item.kind == "whole":
                    yield item

    def _reader(self, page: Page, terminal: Terminal) -> Reader:
        recordings = Recordings(self.recordings) if self.recordings else None
        return Reader(page, terminal, self.course, recordings)

    def _terminal(self, name: str) -> Terminal:
        folder = self.work / name
        if folder.exists():
            shutil.rmtree(folder)
        for part in (SHOP, "state"):
            (folder / part).mkdir(parents=True)
        (folder / "state" / ".curlrc").write_text(CURL, encoding="utf-8")
        env = {k: v for k, v in os.environ.items() if k not in FORGOTTEN}
        python = os.path.dirname(os.path.realpath(sys.executable))
        env |= {
            "PATH": f"{python}{os.pathsep}{env['PATH']}",
            "PYTHONPATH": str(PROBE),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "CURL_HOME": str(folder / "state"),
            "ROBOT_SQL": str(folder / "state" / "sql.log"),
            "ROBOT_DB": self.database.lower(),
        }
        return Terminal(folder / SHOP, folder / "state", env, ended=self.ended)
