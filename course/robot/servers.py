"""The servers that a page starts: each page has its own, gone when it has been read."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

from course.servers.finder import explain
from course.servers.kept import FOLDER
from course.servers.kinds import KINDS
from course.servers.launch import has_binaries
from course.servers.throwaway import new_folder

from .page import Block, Page

UP = re.compile(rf"course servers up\b *({'|'.join(KINDS)}|)")


def missing_server(page: Page) -> str:
    """Say why a server that the page starts cannot be had here; nothing if it can."""
    blocks = (item for item in page.items if isinstance(item, Block))
    commands = [one.text for one in blocks if one.kind == "command" and not one.aside]
    names = {name for text in commands for name in UP.findall(text)}
    wanted = KINDS.values() if "" in names else [KINDS[name] for name in names]
    return " ".join(explain(kind) for kind in wanted if not has_binaries(kind))


@contextmanager
def own_servers(env: MutableMapping[str, str]) -> Iterator[None]:
    """Let the commands that get `env` keep their servers apart from all others."""
    folder = new_folder("course-robot-")
    env[FOLDER] = str(folder)
    try:
        yield
    finally:
        if any(folder.iterdir()):
            subprocess.run(
                [sys.executable, "-m", "course", "servers", "down"],
                env=os.environ | {FOLDER: env[FOLDER]},
                capture_output=True,
                check=False,
            )
        shutil.rmtree(folder, ignore_errors=True)
