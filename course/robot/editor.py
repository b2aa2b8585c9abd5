"""The robot's editor: files of the reader's folder, changed and then saved."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from . import edit
from .edit import EditError
from .sentences import Change, Clause, Create, Delete, WriteLine


@dataclass
class Editor:
    """Open files of a folder; `chapter` is where a bare name such as main.py is."""

    folder: Path
    chapter: str
    changed: dict[str, str] = field(default_factory=dict)
    # The file that was changed last, and the changes that can be put back.
    last: str = ""
    undo: list[tuple[str, str]] = field(default_factory=list)
    # The last imports shown for each file: a name may be written into them later.
    imports: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> str:
        """Return a file as it is in the editor. Raises EditError if there is none."""
        if name in self.changed:
            return self.changed[name]
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise EditError(f"There is no file {name} in the folder.") from None

    def path(self, name: str) -> str:
        """Return the path of the file that a page calls `name`."""
        inside = f"{self.chapter}/{name}"
        for path in (inside, name):
            if path in self.changed or (self.folder / path).is_file():
                return path
        raise EditError(f"There is no file {name} in the folder.")

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        self.last = name
        self.changed[name] = text

    def put_back(self) -> None:
        """Undo the last change of lines. Raises EditError if there is none."""
        if not self.undo:
            raise EditError("There is no change to put back.")
        self.write(*self.undo.pop())

    def save(self) -> bool:
        """Write what differs from the folder; say whether any Python file did."""
        written = [name for name in self.changed if self._write(name)]
        self.changed.clear()
        return any(name.endswith(".py") for name in written)

    def apply(self, name: str, block: str, clauses: list[Clause]) -> None:
        """Do with a block what the clauses above it say."""
        if any(isinstance(clause, Create) for clause in clauses):
            self.write(name, block)
        else:
            self.write(name, edit.apply_block(self.read(name), block, clauses))
        for part in edit.parts_of(block) if name.endswith(".py") else ():
            if part.name == edit.IMPORTS:
                self.imports[name] = part.text

    def add_import(self, name: str, left_out: str) -> None:
        """Put the imports that the page has shown for a file, now complete, into it."""
        imports = self.imports.get(name, "")
        if not re.search(rf"\b{re.escape(left_out)}\b", imports):
            raise EditError(f"The imports shown for {name} have no `{left_out}`.")
        self.write(name, edit.replace_imports(self.read(name), imports))

    def change(self, name: str, clause: Delete | WriteLine | Change) -> None:
        """Delete, add or change a line, or delete what is above it or a definition."""
        text = self.read(name)
        match clause:
            case Delete():
                new = _without(text, clause)
            case WriteLine():
                new = self._with_line(text, clause)
            case Change():
                new = self._changed(text, clause)
        self.undo.append((name, text))
        self.write(name, new)

    def _with_line(self, text: str, clause: WriteLine) -> str:
        line = text.splitlines()[edit.find_line(text, clause.anchor, clause.scope)]
        both = [line.strip(), clause.code]
        if "above" in clause.where:
            both.reverse()
        return edit.replace_lines(text, clause.anchor, clause.scope, both)

    def _changed(self, text: str, clause: Change) -> str:
        first, last = edit.scope_of(text, clause.scope)
        lines = text.splitlines(keepends=True)
        part = "".join(lines[first:last])
        if part.count(clause.old) != 1:
            count = part.count(clause.old) or "no"
            raise EditError(f"There are {count} places with `{clause.old}`.")
        lines[first:last] = [part.replace(clause.old, clause.new)]
        return "".join(lines)

    def _write(self, name: str) -> bool:
        file, text = self.folder / name, self.changed[name]
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            return False
        if not file.parent.is_dir():
            raise EditError(f"There is no folder for {name}.")
        file.write_text(text, encoding="utf-8")
        return True


def _without(text: str, clause: Delete) -> str:
    match clause.what:
        case "line":
            return edit.replace_lines(text, clause.code, clause.scope, None)
        case "everything above":
            return edit.delete_above(text, clause.code)
    return edit.delete_part(text, clause.code)
