"""What the tool asks git for: a file as it was, and a three-way merge."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import CourseError, UsageError


@dataclass(frozen=True)
class Merge:
    """What `git merge-file` made of three texts; a conflict leaves its markers."""

    text: bytes
    conflict: bool


def require_revision(root: Path, revision: str) -> None:
    """Raise UsageError unless `root` is a git checkout that knows `revision`."""
    checkout = _git(root, "rev-parse", "--is-inside-work-tree")
    if checkout.returncode:
        reason = checkout.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise UsageError(f"This needs the course as a git checkout ({reason}).")
    known = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if known.returncode:
        raise UsageError(
            f"git knows no commit '{revision}' here; `git log` shows those that it has."
        )


def read_file(root: Path, path: Path, revision: str = "HEAD") -> bytes | None:
    """Return the file at `path`, below `root`, as it is in `revision`; None if absent.

    Line ends are those that a checkout would have (`git cat-file --filters`).
    """
    name = f"{revision}:./{path.relative_to(root).as_posix()}"
    found = _git(root, "cat-file", "--filters", name)
    return None if found.returncode else found.stdout


def merge(mine: bytes, base: bytes, theirs: bytes, labels: tuple[str, str]) -> Merge:
    """Apply the change from `base` to `theirs` to `mine`.

    `labels` name `mine` and `theirs` in conflict markers. Raises CourseError when git
    cannot merge such files at all, for example binary ones. The exit code of
    `git merge-file` is the number of conflicts, 127 for more, or 255 for an error.
    """
    names = [labels[0], "before the change", labels[1]]
    options = [option for name in names for option in ("-L", name)]
    with TemporaryDirectory() as folder:
        for name, text in (("mine", mine), ("base", base), ("theirs", theirs)):
            Path(folder, name).write_bytes(text)
        files = ("mine", "base", "theirs")
        merged = _git(Path(folder), "merge-file", "-p", "--diff3", *options, *files)
    if merged.returncode not in range(128):
        reason = merged.stderr.decode(errors="replace").strip()
        raise CourseError(f"git cannot merge {labels[0]}: {reason}")
    return Merge(merged.stdout, conflict=merged.returncode > 0)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("This needs git; install it and try again.") from None
