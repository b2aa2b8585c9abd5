"""Print what the tests of the site measure, for all pages, as two Markdown tables.

    python -m tests.site.report

The first counts what axe-core finds, and a page that scrolls sideways as one more, in
each scheme and width. The second has the bytes, compressed, and the requests of a first
load. The exit code is 1 when something is found.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from rich.console import Console

from .axe import install_axe
from .chromium import start_browser
from .conftest import build_site
from .look import WIDTHS, Look, examine, find_pages
from .server import load_first, serve

CONSOLE = Console(highlight=False, markup=False, soft_wrap=True)
# What there is to see, if anything is to unfold, and how; dark is not looked at folded.
COLUMNS = (
    *((state, "light") for state in ("whole", "folded", "open")),
    *((state, "dark") for state in ("whole", "open")),
)


def main() -> int:
    axe = install_axe()
    if not axe:
        CONSOLE.print("axe-core is not here: npm cannot install it.")
        return 1
    with TemporaryDirectory(prefix="course-") as folder, start_browser() as browser:
        site = build_site(Path(folder))
        found = report_looks(browser, site, axe)
        report_loads(browser, site)
    return 1 if found else 0


def report_looks(browser: Browser, site: Path, axe: str) -> list[str]:
    """Print how much is found on each page, and then what; return what it is."""
    widths = ", ".join(map(str, WIDTHS))
    CONSOLE.print(f"Violations at a width of {widths} pixels:\n")
    print_row("page", *(f"{state}, {scheme}" for state, scheme in COLUMNS))
    print_row(*["---"] * (len(COLUMNS) + 1))
    sentences: list[str] = []
    page = browser.new_page(reduced_motion="reduce")
    for path in find_pages(site):
        looks = list(examine(page, path, axe))
        name = path.relative_to(site).as_posix()
        print_row(name, *(count(looks, *column) for column in COLUMNS))
        sentences += [f"{name}, {s}" for look in looks for s in look.sentences()]
    CONSOLE.print("", *sentences, sep="\n")
    return sentences


def count(looks: Iterable[Look], state: str, scheme: str) -> str:
    """Return the numbers for each width; - where a page is not looked at so."""
    found = [look for look in looks if (look.state, look.scheme) == (state, scheme)]
    return ", ".join(str(len(look.faults)) for look in found) or "-"


def report_loads(browser: Browser, site: Path) -> None:
    """Print what the first load of each page takes."""
    CONSOLE.print("First load, compressed:\n")
    print_row("page", "kB", "requests")
    print_row(*["---"] * 3)
    with serve(site) as server:
        for path in find_pages(site):
            name = path.relative_to(site).as_posix()
            load = load_first(browser, server, name)
            print_row(name, f"{sum(load.values()) / 1000:.0f}", str(len(load)))


def print_row(*cells: str) -> None:
    CONSOLE.print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
