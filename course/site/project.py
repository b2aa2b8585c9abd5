"""Where the files live that a page names, and what a reader calls them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from course.manifest import Chapter, load_chapters

from .errors import FenceError, hint


@dataclass(frozen=True)
class Source:
    """A text file: `shown` is its path in the reader's folder.

    `chapter` and `name` (the path inside it) are set for a chapter's file only.
    """

    path: Path
    shown: str
    chapter: Chapter | None = None
    name: str = ""

    def read(self) -> str:
        """Return the file's text unchanged; FenceError when it is not UTF-8."""
        return read_text(self.path, self.shown)


class Project:
    """The repository at `root`, as the fences see it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters; ManifestError when the manifest is wrong."""
        return load_chapters(self.root)

    def chapter(self, stem: str) -> Chapter:
        """Return the chapter called `stem`; FenceError names those that exist."""
        for chapter in self.chapters:
            if chapter.stem == stem:
                return chapter
        stems = [chapter.stem for chapter in self.chapters]
        raise FenceError(f"There is no chapter '{stem}'. {hint(stem, stems)}")

    def chapter_by_name(self, name: str) -> Chapter:
        """Return the chapter called `name`, such as ch03; FenceError if there is none.

        The whole stem is understood as well.
        """
        for chapter in self.chapters:
            if name in (chapter.name, chapter.stem):
                return chapter
        names = [chapter.name for chapter in self.chapters]
        raise FenceError(f"There is no chapter '{name}'. {hint(name, names)}")

    def before(self, chapter: Chapter) -> Chapter | None:
        """Return the chapter before this one, or None for the first."""
        place = self.chapters.index(chapter)
        return self.chapters[place - 1] if place else None

    def source(self, path: str) -> Source:
        """Find the file that a `code` fence names by `path`.

        A path starts with a chapter's stem, `tests/`, `demos/`, or the name of
        anything else at the repository's top. `demos/STEM/FOLDER/NAME` is the chapter's
        own file as it is for a while. FenceError when there is no such file.
        """
        head, _, rest = path.partition("/")
        if head.startswith("ch") and head[2:4].isdigit():
            chapter = self.chapter(head)
            return self.chapter_source(chapter, rest)
        if head == "chapters":
            raise FenceError(f"Leave out chapters/: expected: code {rest}")
        if head == "demos":
            folder = self.root / "docs" / "demos"
            file = self._existing(folder, rest, f"docs/demos/{rest}")
            return Source(file, _shown_demo(rest))
        return Source(self._existing(self.root, path, path), path)

    def chapter_source(self, chapter: Chapter, name: str) -> Source:
        """Return the chapter's file `name`; FenceError names the files that exist."""
        if name not in chapter.files():
            message = f"There is no file '{name}' in chapters/{chapter.stem}."
            raise FenceError(f"{message} {hint(name, chapter.files())}")
        shown = f"chapters/{chapter.stem}/{name}"
        return Source(chapter.path / name, shown, chapter, name)

    def texts(self, chapter: Chapter) -> dict[str, str]:
        """Return the chapter's files, name to text; FenceError for one without."""
        return {
            name: read_text(chapter.path / name, f"chapters/{chapter.stem}/{name}")
            for name in chapter.files()
        }

    def recording(self, name: str) -> Path:
        """Return the recording STEM/NAME.KIND; FenceError when there is none."""
        folder = self.root / "docs" / "recorded"
        return self._existing(folder, name, f"docs/recorded/{name}")

    def recorded_names(self, stem: str) -> list[str]:
        """Return the file names of a chapter's recordings."""
        return _names_in(self.root / "docs" / "recorded" / stem)

    def _existing(self, folder: Path, name: str, shown: str) -> Path:
        file = folder / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise FenceError(f"'{shown}' leads out of the repository.")
        if not file.is_file():
            known = hint(file.name, _names_in(file.parent))
            raise FenceError(f"There is no file '{shown}'. {known}")
        return file


def _shown_demo(name: str) -> str:
    stem, _, file = name.partition("/")
    folder, _, inside = file.partition("/")
    return f"chapters/{stem}/{inside}" if inside else folder


def read_text(path: Path, shown: str) -> str:
    """Return the file's text with its line ends unchanged.

    Raises FenceError, calling the file `shown`, when it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise FenceError(f"'{shown}' is not a text in UTF-8.") from None


def _names_in(folder: Path) -> list[str]:
    entries: Iterable[Path] = folder.iterdir() if folder.is_dir() else ()
    return [entry.name for entry in entries if entry.is_file()]
