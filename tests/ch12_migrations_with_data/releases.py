"""The releases between chapter 11 and chapter 12, each in a folder of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ..application import package_path

ROOT = Path(__file__).parents[2]
OLD, NEW = "ch11_alembic", "ch12_migrations_with_data"
FILES = ROOT / "docs" / "demos" / NEW
# The last revision that each release knows; 3 has the final code.
LAST = {0: "0002", 1: "0004", 2: "0006", 3: "0006", 4: "0007"}
MISSING = "the releases between the chapters are those of the course's repository"


def are_missing() -> bool:
    """Say so of the chapter's zip, which has none, and of a learner's copy."""
    ours = ROOT / "chapters" / OLD
    return not (FILES.exists() and ours.exists() and package_path(OLD) == ours)


@dataclass(frozen=True)
class Release:
    """The code of one release, in `folder`/chapters/`stem`."""

    number: int
    folder: Path
    stem: str

    @property
    def package(self) -> Path:
        return self.folder / "chapters" / self.stem

    def alembic(self, *words: str) -> list[str]:
        """Return the command, to be run in `folder`."""
        ini = str(self.package / "alembic.ini")
        return [sys.executable, "-m", "alembic", "-c", ini, *words]

    def upgrade(self, url: str, revision: str = "head") -> str:
        """Run the real command; return what it says."""
        done = subprocess.run(
            self.alembic("upgrade", revision),
            cwd=self.folder,
            env=environment(url),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr


def environment(url: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": url, "PYTHONDONTWRITEBYTECODE": "1"}


def make_release(number: int, folder: Path) -> Release:
    """Copy what the release has: its code, and the revisions that it knows."""
    stem = NEW if number else OLD
    release = Release(number, folder / f"release_{number}", stem)
    shutil.copytree(
        ROOT / "chapters" / stem,
        release.package,
        ignore=shutil.ignore_patterns("__pycache__", "*.db*"),
    )
    for file in (FILES / f"release_{number}").glob("*.py"):
        shutil.copy(file, release.package)
    for file in (release.package / "migrations" / "versions").glob("*.py"):
        if file.name[:4] > LAST[number]:
            file.unlink()
    return release
