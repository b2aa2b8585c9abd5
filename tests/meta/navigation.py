"""Does the site's navigation hold the chapters, by part and in order?"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from course.manifest import load_chapters

Nav = str | list["Nav"] | dict[str, "Nav"]


def find_navigation_errors(root: Path) -> Iterator[str]:
    """Yield where mkdocs.yml's `nav` and the manifest disagree."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    nav = yaml.load(text, _Loader)["nav"]
    found = [entry for entry in _walk(nav, "") if entry[1].startswith("chapters/")]
    wanted = [(c.part, f"chapters/{c.stem}.md") for c in load_chapters(root)]
    missing = [entry for entry in wanted if entry not in found]
    for part, page in missing:
        yield f"mkdocs.yml: {page} is not in nav under '{part}': put it there."
    if not missing and found != wanted:
        pages = ", ".join(page for _, page in found)
        yield f"mkdocs.yml: nav has more chapters, or another order: {pages}."


class _Loader(yaml.SafeLoader):
    """Reads MkDocs's own tags, such as `!!python/name:`, as nothing."""


_Loader.add_multi_constructor("", lambda *_: None)


def _walk(nav: Nav, section: str) -> Iterator[tuple[str, str]]:
    """Yield each page of the nav, after the title that it stands under."""
    if isinstance(nav, str):
        yield section, nav
        return
    entries = nav.items() if isinstance(nav, dict) else [(section, e) for e in nav]
    for title, entry in entries:
        yield from _walk(entry, title)
