"""Looks at the environment: each thing is well, or comes with what mends it."""

import importlib.metadata
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.version import Version

from .errors import CourseError
from .ports import find_port
from .state import read_state
from .workspace import Workspace, shown

OLDEST = (3, 11)
FIRST_PORT = 8000
PIN = re.compile(
    r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE
)
INSTALL = "python -m pip install --require-hashes -r requirements.txt"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `mend` is empty when it is well, or cannot be needed yet."""

    what: str
    state: str
    mend: str = ""


def examine(root: Path, workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each thing that the course needs."""
    yield _python()
    yield _environment()
    yield _packages(root / "requirements.txt")
    yield _port()
    yield _folder(workspace)
    yield _progress(workspace)
    yield _system()
    yield _browser()
    yield from _servers()


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST:
        return Finding("Python", version)
    return Finding("Python", version, "install Python 3.11 or newer from python.org")


def _environment() -> Finding:
    if sys.prefix != sys.base_prefix:
        return Finding("environment", shown(Path(sys.prefix)))
    return Finding(
        "environment",
        "none is active",
        "python3 -m venv .venv && . .venv/bin/activate",
    )


def _packages(pins: Path) -> Finding:
    wrong = sorted(_wrong_packages(pins.read_text(encoding="utf-8")))
    if not wrong:
        return Finding("packages", "those of requirements.txt")
    more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    return Finding("packages", "; ".join(wrong[:3]) + more, INSTALL)


def _wrong_packages(pins: str) -> Iterator[str]:
    for name, wanted in _wanted_packages(pins):
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} is missing"
        else:
            if Version(found) != Version(wanted):
                yield f"{name} is {found} and not {wanted}"


def _wanted_packages(pins: str) -> Iterator[tuple[str, str]]:
    for name, wanted, condition in PIN.findall(pins):
        if not condition or Marker(condition.strip()).evaluate():
            yield name, wanted


def _port() -> Finding:
    port = find_port("127.0.0.1", FIRST_PORT)
    if port == FIRST_PORT:
        return Finding("port", f"{port} is free")
    return Finding(
        "port",
        f"{FIRST_PORT} is taken",
        f"stop the server that has it, or use: fastapi dev --port {port} ...",
    )


def _folder(workspace: Workspace) -> Finding:
    folder = workspace.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Finding("workspace", shown(folder))
    except OSError as error:
        state = f"{folder} cannot be written ({error.strerror})"
        return Finding("workspace", state, "name another one with --workspace")


def _progress(workspace: Workspace) -> Finding:
    try:
        state = read_state(workspace.folder)
    except CourseError as error:
        return Finding("progress", "cannot be read", str(error))
    return Finding("progress", state.notice or f"{len(state.chapters)} chapters begun")


def _system() -> Finding:
    if os.name == "posix":
        return Finding("tests", "can run here")
    return Finding("tests", "need Linux, macOS or WSL", "wsl --install")


def _browser() -> Finding:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    state = found or "no Chromium; only the course's own site tests need it"
    return Finding("browser", state)


def _servers() -> Iterator[Finding]:
    for name, programs in (
        ("PostgreSQL", ("postgres", "pg_ctl", "psql")),
        ("MySQL", ("mysqld", "mariadbd", "mysql")),
    ):
        found = next(filter(None, map(shutil.which, programs)), None)
        yield Finding(name, found or "not found; no chapter needs it yet")
