"""The Markdown extension: it replaces our fences before any other sees them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import PluginError

from course.errors import CourseError
from course.manifest import ROOT

from .changes_fence import expand_changes
from .chapter_fences import expand_files, expand_whatsnew
from .code_fence import expand_code
from .corners import CornerTreeprocessor
from .differences_fence import expand_differences
from .errors import FenceError
from .exercise_fence import expand_exercise
from .fences import Fence, find_fences
from .home_fences import expand_chapters, expand_map
from .project import Project
from .quiz_fence import expand_quiz
from .recorded_fence import expand_recorded
from .steps import PATTERN, StepProcessor
from .typed_fences import expand_bash, expand_console, expand_text

# After normalize_whitespace (30), before superfences (25) and raw HTML (20).
PRIORITY = 27
# After inline (20), which fills the cells.
AFTER_INLINE = 5
# After backtick (190), so that code may hold brackets; before links (160).
BEFORE_LINKS = 185

Expansion = Callable[[Fence, Project, Callable[[str], str]], list[str]]

EXPANSIONS: dict[str, Expansion] = {
    "code": expand_code,
    "whatsnew": expand_whatsnew,
    "changes": expand_changes,
    "recorded": expand_recorded,
    "files": expand_files,
    "bash": expand_bash,
    "console": expand_console,
    "text": expand_text,
    "exercise": expand_exercise,
    "chapters": expand_chapters,
    "map": expand_map,
    "differences": expand_differences,
    "quiz": expand_quiz,
}


class SiteExtension(Extension):
    """Python-Markdown's entry; `root` is the repository that files are read from."""

    def __init__(self, **settings: object) -> None:
        self.config = {"root": [str(ROOT), "the repository's folder"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register our processors."""
        root = Path(str(self.getConfig("root")))
        md.preprocessors.register(FencePreprocessor(md, root), "course_site", PRIORITY)
        md.inlinePatterns.register(StepProcessor(PATTERN, md), "step", BEFORE_LINKS)
        corners = CornerTreeprocessor(md)
        md.treeprocessors.register(corners, "course_corners", AFTER_INLINE)


class FencePreprocessor(Preprocessor):
    """Replaces our fences on one page by Markdown and stored HTML."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """Return the page's lines with our fences expanded.

        The first fence that is wrong fails the page: with MkDocs a PluginError, which
        it shows without a traceback, otherwise a FenceError.
        """
        try:
            return self._expand(lines)
        except FenceError as error:
            _fail(self.md, lines, error)

    def _expand(self, lines: Sequence[str]) -> list[str]:
        project = Project(self.root)
        expanded: list[str] = []
        done = 0
        for fence in find_fences(lines):
            expanded += lines[done : fence.first]
            expanded += self._expand_fence(fence, project)
            done = fence.last + 1
        return expanded + list(lines[done:])

    def _expand_fence(self, fence: Fence, project: Project) -> list[str]:
        try:
            fence.check()
            content = EXPANSIONS[fence.word](fence, project, self.md.htmlStash.store)
        except CourseError as error:
            raise FenceError(str(error), fence.first) from None
        except FenceError as error:
            where = f"\nThe fence: {fence.info}" if error.offset else ""
            raise FenceError(f"{error}{where}", fence.first + error.offset) from None
        return [(fence.indent + line).rstrip() for line in ("", *content, "")]


def makeExtension(**settings: object) -> SiteExtension:  # noqa: N802 - Markdown's name
    """Return the extension, as Python-Markdown asks for it by this name."""
    return SiteExtension(**settings)


def _fail(md: Markdown, lines: Sequence[str], error: FenceError) -> NoReturn:
    page, cut = _page(md, lines)
    number = cut + error.offset + 1
    message = f"{page}, line {number}: {lines[error.offset].strip()}\n{error}"
    if "relpath" in md.treeprocessors:
        raise PluginError(message) from None
    raise FenceError(message, error.offset) from None


def _page(md: Markdown, lines: Sequence[str]) -> tuple[str, int]:
    """Return the page's path and how many lines of front matter MkDocs cut off.

    MkDocs puts a processor called relpath into each page's Markdown; it has the file.
    """
    if "relpath" not in md.treeprocessors:
        return "The page", 0
    file = md.treeprocessors["relpath"].file  # type: ignore[attr-defined]
    whole, rest = file.content_string.rstrip(), "\n".join(lines).rstrip()
    return f"docs/{file.src_uri}", whole.count("\n") - rest.count("\n")
