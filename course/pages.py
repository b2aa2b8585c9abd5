"""Where a page of the course is to be read."""

from pathlib import Path

from .manifest import Chapter


def page_of(chapter: Chapter) -> Path:
    """Return the chapter's page in the built site, or its source if none is built."""
    built = chapter.root / "site/chapters" / f"{chapter.stem}.html"
    source = chapter.root / "docs/chapters" / f"{chapter.stem}.md"
    return built if built.is_file() else source
