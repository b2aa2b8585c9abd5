"""Run the reader's own tests as the reader does, in a folder of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ..application import package_path

STEM = "ch05_testing"

PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "chapters"]
QUIET = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def copy_package(folder: Path, name: str = STEM) -> Path:
    """Copy the chapter to `folder/chapters/name`, without what a run leaves."""
    package = folder / "chapters" / name
    ignore = shutil.ignore_patterns("__pycache__", ".*", "*.db*")
    shutil.copytree(package_path(STEM), package, ignore=ignore)
    return package


def run_suite(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run all tests below `folder`, without the plugins that are installed here."""
    return subprocess.run(
        [*PYTEST, *options],
        cwd=folder,
        env=os.environ | QUIET,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
