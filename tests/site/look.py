"""Look at a page as readers see it: in every width and scheme, folded and open."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from .axe import COLOURS, EVERY_RULE, RULES_OF_COLOUR, find_violations, prepare

WIDTHS = (390, 768, 1280)  # a telephone, a tablet, a small laptop

# The theme scrolls a long list of chapters to the one that is read, and half a link may
# be left below the header: too small to be hit, and one turn of the wheel away.
SCROLL_UP = """async () => {
  for (let frame = 0; frame < 3; frame += 1)
    await new Promise(requestAnimationFrame);
  for (const list of document.querySelectorAll(".md-sidebar__scrollwrap"))
    list.scrollTop = 0;
}"""
SCHEMES = {"light": "default", "dark": "slate"}
RULES = {"light": EVERY_RULE, "dark": RULES_OF_COLOUR}  # else the schemes are alike
# Where axe looks. It takes long, so in the middle only the width is measured.
LOOKED_AT = {"light": (WIDTHS[0], WIDTHS[-1]), "dark": WIDTHS[-1:]}
# Where it looks at colours, which takes it half of its time. They do not change with
# the width; but a laptop shows the lists of pages and headings, which others fold away.
COLOURS_AT = {
    ("whole", WIDTHS[0]),
    ("whole", WIDTHS[-1]),
    ("folded", WIDTHS[0]),
    ("open", WIDTHS[-1]),
}

UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"


@dataclass(frozen=True)
class Look:
    """What is wrong with a page in one width and scheme."""

    state: str
    scheme: str
    width: int
    faults: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        for fault in self.faults:
            yield f"{self.state}, {self.scheme}, {self.width} pixels wide: {fault}"


def find_pages(site: Path) -> list[Path]:
    """Return the pages of the built site."""
    return sorted(set(site.rglob("*.html")) - {site / "404.html"})


def examine(page: Page, path: Path, axe: str) -> Iterator[Look]:
    """Open the page from disk and look at it; `axe` is the script, empty without it."""
    page.goto(path.as_uri())
    prepare(page, axe)
    if page.locator("details").count():
        yield from _look(page, "folded", "light")
        page.evaluate(UNFOLD)
    state = "open" if page.locator("details").count() else "whole"
    yield from _look(page, state, "light")
    yield from _look(page, state, "dark")


def _look(page: Page, state: str, scheme: str) -> Iterator[Look]:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.locator(f'body[data-md-color-scheme="{SCHEMES[scheme]}"]').wait_for()
    # A page is as wide in the dark.
    for width in WIDTHS if scheme == "light" else LOOKED_AT[scheme]:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SCROLL_UP)
        faults = list(_violations(page, state, scheme, width))
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            faults.append(f"it scrolls sideways, to {needed} pixels")
        yield Look(state, scheme, width, tuple(faults))


def _violations(page: Page, state: str, scheme: str, width: int) -> Iterator[str]:
    if width in LOOKED_AT[scheme]:
        left_out = () if (state, width) in COLOURS_AT else COLOURS
        yield from find_violations(page, RULES[scheme], left_out)
