"""The end of a page: the reader's folder is the whole chapter, file by file."""

from collections.abc import Sequence
from pathlib import Path

from .compare import difference
from .editor import Editor
from .hands import StuckError
from .page import Block

# What programs leave behind.
LEFT = ("__pycache__", "shop.db", ".coverage", ".pytest_cache")


def compare_files(blocks: Sequence[Block], editor: Editor) -> None:
    """Compare the files of "The whole chapter" letter by letter with the reader's.

    Of "What is new" all lines that are there now must be in the file, in their order,
    and those that are gone in the chapter before; a block without any is a removed
    file. Raises StuckError for the first difference.
    """
    for block in blocks:
        if block.kind == "whole":
            _compare_whole(block, editor.read(block.title))
            continue
        _check_lines(block.title, block.removed, _before(block, editor))
        if block.text:
            _compare_new(block, editor.read(block.title))
        elif (editor.folder / block.title).exists():
            raise StuckError(f"{block.title} is removed, and still there.")


def _compare_whole(block: Block, text: str) -> None:
    if text != block.text:
        found = difference(block.text, text)
        raise StuckError(f"{block.title} is not the file of the page:\n{found}")


def _compare_new(block: Block, text: str) -> None:
    _check_lines(block.title, block.text.splitlines(), text)
    if block.copied not in (None, text):
        raise StuckError(f"The copy button gives another {block.title}.")


def _check_lines(name: str, wanted: Sequence[str], text: str) -> None:
    lines = iter(text.splitlines())
    for line in wanted:
        if line not in lines:
            raise StuckError(f'{name}: "What is new" has `{line}`.')


def _before(block: Block, editor: Editor) -> str:
    """Return the file as it is in the chapter before; nothing if it was not there."""
    folder = editor.folder / editor.chapter
    earlier = sorted(f for f in folder.parent.iterdir() if f.name < folder.name)
    inside = Path(block.title).relative_to(editor.chapter)
    file = Path(earlier[-1] if earlier else folder, inside)
    return file.read_text(encoding="utf-8") if earlier and file.is_file() else ""


def compare_folder(blocks: Sequence[Block], editor: Editor) -> None:
    """Raise StuckError for a file in the chapter's folder that the page has not."""
    whole = {block.title for block in blocks if block.kind == "whole"}
    package = editor.folder / editor.chapter
    for file in package.rglob("*") if whole else ():
        name = file.relative_to(editor.folder).as_posix()
        if file.is_file() and name not in whole and not _left(file, package):
            raise StuckError(f"{name} is in the folder, but not in the whole chapter.")


def _left(file: Path, package: Path) -> bool:
    parts = file.relative_to(package).parts
    return any(part.startswith(LEFT) for part in parts)
