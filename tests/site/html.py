"""Read blocks of code out of HTML, as a program without a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Block:
    """A block of code: its data attributes, its title, and its text."""

    data: dict[str, str]
    css: str
    title: str = ""
    code: str = ""
    marked: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class BlockReader(HTMLParser):
    """Collects the page's blocks in `blocks`, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        css = values.get("class", "")
        if tag == "div" and "highlight" in css.split():
            data = {
                key.removeprefix("data-"): value
                for key, value in values.items()
                if key.startswith("data-")
            }
            self.blocks.append(Block(data, css))
        if css == "hll":
            self.blocks[-1].marked.append("")
        if tag in ("ins", "del"):
            self._lines(tag).append("")
        self.open.append((tag, css))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if ("span", "filename") in self.open:
            self.blocks[-1].title += data
        tags = [tag for tag, _ in self.open]
        if self.blocks and "pre" in tags and "code" in tags:
            self._add_code(data, tags)

    def _add_code(self, data: str, tags: list[str]) -> None:
        self.blocks[-1].code += data
        if ("span", "hll") in self.open:
            self.blocks[-1].marked[-1] += data
        for tag in ("ins", "del"):
            if tag in tags:
                self._lines(tag)[-1] += data

    def _lines(self, tag: str) -> list[str]:
        block = self.blocks[-1]
        return block.added if tag == "ins" else block.removed


def read_blocks(html: str) -> list[Block]:
    """Return the blocks of code of a page."""
    reader = BlockReader()
    reader.feed(html)
    reader.close()
    return reader.blocks
