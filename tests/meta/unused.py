"""Is each recording, demo, exercise and asset shown by some page?"""

import re
from collections.abc import Iterator
from pathlib import Path

FENCE = re.compile(
    r"^[ >]*(?:`{3,}|~{3,}) *(code|recorded|console|exercise) +(\S+)", re.MULTILINE
)
# The fence itself refuses a recording that it does not show.
WHOLE_FOLDER = re.compile(r"^```(differences)$", re.MULTILINE)
DATABASE = re.compile(r"\.(?:sqlite|mysql|postgresql)\.sql$")
REFERRERS = {".md", ".css", ".js", ".html", ".yml", ".py"}


def find_unshown_recordings(root: Path) -> Iterator[str]:
    """Yield the recordings that no page shows; one fence shows all databases."""
    shown = _shown(root)
    for path in _files(root / "docs/recorded"):
        name = path.relative_to(root / "docs/recorded").as_posix()
        names = {DATABASE.sub(".sql", name), f"{name.partition('/')[0]}/*"}
        if not names & shown:
            yield f"docs/recorded/{name} is shown on no page: show it or delete it."


def find_unshown_demos(root: Path) -> Iterator[str]:
    """Yield the demos that no page shows."""
    shown = _shown(root)
    for path in _files(root / "docs/demos"):
        name = path.relative_to(root / "docs").as_posix()
        if path.name != "__init__.py" and name not in shown:
            yield f"docs/{name} is shown on no page: show it or delete it."


def find_unshown_exercises(root: Path) -> Iterator[str]:
    """Yield the exercises that no page shows."""
    shown = _shown(root)
    for path in sorted((root / "exercises").glob("*/*/")):
        name = path.relative_to(root / "exercises").as_posix()
        if name not in shown:
            yield f"exercises/{name} is shown on no page: show it or delete it."


def find_unused_assets(root: Path) -> Iterator[str]:
    """Yield the assets whose file name stands in no page, style, script or setting."""
    referrers = {
        path: path.read_text(encoding="utf-8")
        for path in (*_referrers(root), root / "mkdocs.yml")
    }
    for path in _files(root / "docs/assets"):
        texts = (text for file, text in referrers.items() if file != path)
        if not any(path.name in text for text in texts):
            name = path.relative_to(root).as_posix()
            yield f"{name} is used nowhere: use it or delete it."


def _shown(root: Path) -> set[str]:
    """Return what the fences of all pages name: paths, recordings, exercises.

    Those of `console` are in a folder of their own; `FOLDER/*` is everything there.
    """
    pages = [page.read_text(encoding="utf-8") for page in root.glob("docs/**/*.md")]
    return {
        f"typed/{path}" if word == "console" else path
        for page in pages
        for word, path in FENCE.findall(page)
    } | {f"{folder}/*" for page in pages for folder in WHOLE_FOLDER.findall(page)}


def _referrers(root: Path) -> Iterator[Path]:
    for folder in ("docs", "course"):
        paths = (root / folder).rglob("*")
        yield from (path for path in paths if path.suffix in REFERRERS)


def _files(folder: Path) -> Iterator[Path]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return (path for path in paths if "__pycache__" not in path.parts)
