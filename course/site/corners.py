"""Make the empty corner of a table a cell, because a heading without words is none."""

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor


class CornerTreeprocessor(Treeprocessor):
    """Turns each `th` without content, as Markdown writes them, into a `td`."""

    def run(self, root: Element) -> None:
        """Change the page's tree in place."""
        for heading in root.iter("th"):
            if len(heading) == 0 and not (heading.text or "").strip():
                heading.tag = "td"
