"""What an author sees when MkDocs builds a page with a wrong fence."""

import subprocess
import sys
from pathlib import Path

from course.manifest import ROOT

from .conftest import write

PAGE = """---
title: A page
---


# A page

!!! note

    ```code ch01_in_memory/main.py list_user
    ```
"""

CONFIG = """
site_name: Try
theme: {name: null, custom_dir: theme}
markdown_extensions: [course.site, admonition, pymdownx.superfences]
"""


def test_a_wrong_fence_fails_the_build_with_its_page_and_line(tmp_path: Path) -> None:
    write(tmp_path / "mkdocs.yml", CONFIG)
    write(tmp_path / "theme/main.html", "{{ page.content }}")
    write(tmp_path / "docs/guide/page.md", PAGE)
    config = str(tmp_path / "mkdocs.yml")

    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert built.returncode == 1
    assert "Traceback" not in built.stderr
    assert (
        "docs/guide/page.md, line 10: ```code ch01_in_memory/main.py list_user\n"
        "There is no symbol 'list_user' in chapters/ch01_in_memory/main.py."
        " Did you mean list_users?\n"
    ) in built.stderr
