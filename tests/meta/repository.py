"""A small course in a git repository of its own, for tests that change things."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STEMS = ("ch01_list", "ch02_table", "ch03_models", "ch04_crud")


def manifest_entry(values: Mapping[str, object]) -> str:
    """Return a `[[chapters]]` table, by default of a chapter that changes nothing."""
    fields: dict[str, object] = {
        "stem": "ch01_topic",
        "title": "Title",
        "part": "I. Start",
        "idea": "One idea.",
        "databases": ["sqlite"],
        "added": [],
        "changed": [],
        "removed": [],
    }
    lines = [f"{key} = {value!r}" for key, value in {**fields, **values}.items()]
    return "\n".join(["[[chapters]]", *lines, ""])


@dataclass(frozen=True)
class Repository:
    """A folder with `chapters/`; paths are relative to it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def copies(self, file: str) -> list[str | None]:
        """Return each chapter's text of `file`, None where it has no such file."""
        paths = [self.root / "chapters" / stem / file for stem in STEMS]
        return [p.read_bytes().decode() if p.exists() else None for p in paths]

    def write_copies(self, file: str, *texts: str | None) -> None:
        for stem, text in zip(STEMS, texts, strict=True):
            if text is not None:
                self.write(f"chapters/{stem}/{file}", text)

    def write_manifest(self, **values: Mapping[str, object]) -> None:
        defaults = {stem: {"stem": stem, "title": f"Title of {stem}"} for stem in STEMS}
        entries = [
            manifest_entry({**defaults[stem], **values.get(stem, {})}) for stem in STEMS
        ]
        self.write("chapters/chapters.toml", "\n".join(entries))

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, check=True, timeout=30)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a commit")
