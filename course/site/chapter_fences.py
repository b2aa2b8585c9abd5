"""The fences `whatsnew` and `files`: a chapter's files, folded."""

from collections.abc import Iterable, Sequence

from course.comparison import FileChange, compare
from course.manifest import Chapter

from . import render
from .errors import FenceError
from .fences import Fence
from .folds import Store, folded_change, section, whole_file
from .project import Project
from .standalone import pack_chapter

KINDS = ("added", "changed", "removed")


def expand_whatsnew(fence: Fence, project: Project, store: Store) -> list[str]:
    """Return a stored line, the files that changed since the chapter before, and links.

    Changed and removed files come as diffs. The links, in Markdown, lead to the same
    for earlier chapters. Raises FenceError when the manifest and the folders disagree.
    """
    chapter = project.chapter(fence.arguments()[0])
    before = project.before(chapter)
    texts = project.texts(before) if before else {}
    changes = compare(texts, project.texts(chapter))
    _check_manifest(chapter, changes)
    blocks = (folded_change(chapter.stem, change) for change in changes)
    return [section(store, "whatsnew", blocks), "", *_links(project, chapter)]


def expand_files(fence: Fence, project: Project, store: Store) -> list[str]:
    """Return one stored line: all files of a chapter, and a zip that runs by itself."""
    chapter = project.chapter(fence.arguments()[0])
    texts = {
        f"chapters/{chapter.stem}/{name}": text
        for name, text in project.texts(chapter).items()
    }
    blocks = "\n".join(
        whole_file(shown, text, {}, title=shown) for shown, text in texts.items()
    )
    summary = f"All {len(texts)} files of <code>chapters/{chapter.stem}</code>"
    name = f"shop-{chapter.name}"
    link = render.download(
        f"{name}.zip",
        pack_chapter(project, chapter, name),
        f"Download the chapter with its tests: {name}.zip",
    )
    return [section(store, "files", [render.folded(summary, blocks), link])]


def _links(project: Project, chapter: Chapter) -> Iterable[str]:
    """Return a sentence that links to the differences from chapters further back."""
    earlier = project.chapters[: max(chapter.number - 2, 0)]
    if not earlier:
        return []
    page = f"../changes/{chapter.stem}.md"
    links = ", ".join(f"[{then.number}]({page}#since-{then.name})" for then in earlier)
    return [f"Coming from another chapter? See what changed since chapter {links}."]


def _check_manifest(chapter: Chapter, changes: Sequence[FileChange]) -> None:
    for kind in KINDS:
        declared = sorted(getattr(chapter, kind))
        found = [change.name for change in changes if change.kind == kind]
        if declared != found:
            message = f"chapters.toml says for {chapter.stem}: {kind} = "
            message += f"{_list(declared)}; the folders say {_list(found)}."
            raise FenceError(message)


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(names)}]"
