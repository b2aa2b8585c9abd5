"""A small site of two pages, made by our extension, for the robot to follow."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from course.robot.follow import Report
from course.robot.visit import Visit

MANIFEST = """
[[chapters]]
stem = "ch01_count"
title = "Count"
part = "I"
idea = "Count."
databases = ["sqlite"]
added = ["__init__.py", "main.py"]
changed = []
removed = []

[[chapters]]
stem = "ch02_greet"
title = "Greet"
part = "I"
idea = "Greet."
databases = ["sqlite"]
added = ["names.py"]
changed = ["main.py"]
removed = []
"""

MAIN_1 = """import sys

START = 1


def count() -> int:
    return START + len(sys.argv)


def main() -> None:
    print("count:", count())
"""

MAIN_2 = """import json
import sys

from .names import NAMES

START = 1
LAST = 9


def greet() -> str:
    return f"Hello {NAMES[0]}"


def count() -> int:
    return START + len(sys.argv) + len(json.dumps(NAMES))


def main() -> None:
    print(greet(), "count:", count())
"""

FILES = {
    "chapters/chapters.toml": MANIFEST,
    "chapters/ch01_count/__init__.py": '"""Count."""\n',
    "chapters/ch01_count/main.py": MAIN_1,
    "chapters/ch02_greet/__init__.py": '"""Count."""\n',
    "chapters/ch02_greet/main.py": MAIN_2,
    "chapters/ch02_greet/names.py": 'NAMES = ["Ann"]\n',
    "docs/demos/ch02_greet/show.py": (
        "from chapters.ch02_greet.main import main\n\nmain()\n"
    ),
    "docs/recorded/ch02_greet/show.console": "$ python show.py\nHello Ann count: 9\n",
    "docs/recorded/ch02_greet/broken.txt": "NameError: name 'greet' is not defined\n",
    "docs/recorded/typed/ch02_greet/words.console": "$ echo a \\\n> b\na b\n",
    "LICENSE": "MIT\n",
    "requirements.in": "# What all need, from ch01 on\nfastapi\n",
    "requirements.txt": "fastapi==0.165 \\\n    --hash=sha256:01\n",
    "chapters/__init__.py": "",
    "tests/__init__.py": "",
    "tests/conftest.py": "",
    "tests/ch01_count/test_main.py": "",
    "tests/ch02_greet/test_main.py": "def test_a() -> None:\n    pass\n",
}

START = """
# Before

```bash
mkdir shop
cd shop
```
"""

PAGE = """
# 2. Greet

## You will

```recorded ch02_greet/show.console
```

## What is new

```whatsnew ch02_greet
```

## Start

```bash
cp -r chapters/ch01_count chapters/ch02_greet
```

[[Create `names.py`:]]

```code ch02_greet/names.py
```

[[In `main.py`, replace the imports, and put `LAST` directly below `START`:]]

```code ch02_greet/main.py @imports LAST
```

[[Add `greet` below `LAST`, and replace `count` and `main`:]]

```code ch02_greet/main.py greet count main
```

[[Save this as `show.py`]], at the top of your folder:

```code demos/ch02_greet/show.py
```

```recorded ch02_greet/show.console
```

[[In `main.py`, delete the function `greet`.]]

[[Run `python show.py` again.]]

```recorded ch02_greet/broken.txt
```

[[Put it back.]]

```bash
python show.py
```

```console ch02_greet/words.console
echo a \\
b
```

```bash aside="only with Docker."
docker compose up
```

```code tests/ch02_greet/test_main.py
```

## Exercises

```bash
never typed
```

## The whole chapter

```files ch02_greet
```
"""

EXTENSIONS = ["course.site", "attr_list", "def_list", "pymdownx.superfences"]


class SmallSite:
    """A repository and its site; pages are written as Markdown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "repository"
        for name, text in FILES.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.write("start", START)
        self.write("chapters/ch01_count", "```files ch01_count\n```\n")
        self.write("chapters/ch02_greet", PAGE)

    def page(self, name: str) -> Path:
        return self.folder / "site" / f"{name}.html"

    def write(self, name: str, text: str) -> None:
        """Write a page as it is built."""
        settings: dict[str, dict[str, object]] = {
            "course.site": {"root": str(self.root)}
        }
        markdown = Markdown(extensions=EXTENSIONS, extension_configs=settings)
        file = self.page(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        html = f"<article>{markdown.convert(text)}</article>"
        file.write_text(html, encoding="utf-8")

    def follow(self, recordings: Path | None = None) -> Report:
        """Send the robot to page 2; return its report."""
        work = self.folder / "work"
        visit = Visit(self.page("start").parent, work, self.root, recordings=recordings)
        return visit.follow(["ch02_greet"], 1, lambda _: None)[-1]


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """A site whose page 2 the robot can follow to its end.

    Its pages make no environment, and not every system has a command `python`.
    """
    commands = tmp_path / "commands"
    commands.mkdir()
    (commands / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(commands), prepend=os.pathsep)
    return SmallSite(tmp_path)


@pytest.fixture
def follow(small_site: SmallSite) -> Callable[[str, str], Report]:
    """Follow page 2 with one piece of its Markdown in place of another."""

    def changed(old: str, new: str) -> Report:
        assert PAGE.count(old) == 1
        small_site.write("chapters/ch02_greet", PAGE.replace(old, new))
        return small_site.follow()

    return changed
