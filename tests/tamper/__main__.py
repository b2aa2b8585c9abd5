"""Make one mistake at a time in a copy of the built site: does the robot notice?

    python -m tests.tamper [--each 5] [--seed 1] [--chapter N ...]

For each kind of mistake, a seed chooses `--each` places on all pages. A mistake that
the robot does not notice must stand in `unnoticed.toml` with the reason why a reader
would not notice it either; the exit code is 1 if one does not.
"""

import argparse
import random
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bs4 import BeautifulSoup
from rich.console import Console

from course.build import build_site
from course.manifest import ROOT
from course.robot.visit import Visit

from .changes import Change, all_changes, make

CONSOLE = Console(highlight=False, markup=False, soft_wrap=True)
LISTED = ROOT / "tests" / "tamper" / "unnoticed.toml"


@dataclass(frozen=True)
class Place:
    """A mistake on a page; `noticed` is what the robot said, empty if nothing."""

    stem: str
    change: Change
    noticed: str = ""

    def name(self) -> str:
        """Return what `unnoticed.toml` calls it."""
        change = self.change
        old, new = change.old.strip(), change.new.strip()
        inside = "" if "\n" in change.old else f" in {change.line}"
        return f"{change.kind}: {old!r} -> {new!r}{inside}"


class Tamper:
    """The site, an environment for the robot, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.numbers = count()
        build_site(ROOT, self.site)
        self.visit = Visit(self.site, folder / "unchanged", ROOT)

    def check_unchanged(self, stems: list[str]) -> None:
        """End the program if the robot stumbles on a page without a mistake."""
        for report in self.visit.follow(stems, 2, lambda _: None):
            if report.difference:
                sys.exit(f"A page without a mistake fails:\n{report.difference}")

    def places(self, stems: list[str], each: int, seed: int) -> list[Place]:
        """Choose the places."""
        rng = random.Random(seed)
        found = [
            Place(stem, change)
            for stem in stems
            for change in all_changes(self._soup(self.site, stem), rng)
        ]
        kinds = sorted({place.change.kind for place in found})
        chosen: list[Place] = []
        for kind in kinds:
            some = [place for place in found if place.change.kind == kind]
            chosen += rng.sample(some, min(each, len(some)))
        return chosen

    def attempt(self, place: Place) -> Place:
        """Make the mistake in a copy of the site, and send the robot there."""
        folder = self.folder / str(next(self.numbers))
        site, work = folder / "site", folder / "work"
        shutil.copytree(self.site, site)
        soup = self._soup(site, place.stem)
        make(soup, place.change)
        self._file(site, place.stem).write_text(str(soup), encoding="utf-8")
        work.mkdir()
        (work / "start").symlink_to(self.folder / "unchanged" / "start")
        (report,) = Visit(site, work, ROOT).follow([place.stem], 1, lambda _: None)
        shutil.rmtree(folder)
        said = report.difference.splitlines()[1:]
        return Place(place.stem, place.change, said[0] if said else "")

    def _soup(self, site: Path, stem: str) -> BeautifulSoup:
        html = self._file(site, stem).read_text(encoding="utf-8")
        return BeautifulSoup(html, "html.parser")

    def _file(self, site: Path, stem: str) -> Path:
        return site / "chapters" / f"{stem}.html"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chapter", type=int, action="append")
    options = parser.parse_args()
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder:
        tamper = Tamper(Path(folder))
        stems = [
            stem
            for stem in tamper.visit.pages()
            if options.chapter is None or int(stem[2:4]) in options.chapter
        ]
        tamper.check_unchanged(stems)
        places = tamper.places(stems, options.each, options.seed)
        with ThreadPoolExecutor(2) as pool:
            done = [show(place, listed) for place in pool.map(tamper.attempt, places)]
    return conclude(done, listed)


def show(place: Place, listed: dict[str, dict[str, str]]) -> Place:
    """Print a line for a place."""
    reason = listed.get(place.stem, {}).get(place.name(), "NOT NOTICED")
    said = place.noticed or f"not noticed: {reason}"
    CONSOLE.print(f"{place.stem[:4]} {place.name()}\n     {said}")
    return place


def conclude(done: list[Place], listed: dict[str, dict[str, str]]) -> int:
    """Print the table; return the exit code."""
    all_of = Counter(place.change.kind for place in done)
    noticed = Counter(place.change.kind for place in done if place.noticed)
    for kind, number in all_of.items():
        CONSOLE.print(f"{kind:<24}{number:>4} places{noticed[kind]:>5} noticed")
    CONSOLE.print(f"all: {noticed.total()} of {all_of.total()} noticed")
    unlisted = [
        place
        for place in done
        if not place.noticed and place.name() not in listed.get(place.stem, {})
    ]
    for place in unlisted:
        CONSOLE.print(f"{place.stem} not noticed, not listed: {place.name()}")
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main())
