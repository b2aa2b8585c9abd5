"""A small repository of three chapters; the real site, built once; and a browser.

The browser is Chromium or Chrome. Without one, the tests that need it are skipped, or
fail when REQUIRE_BROWSER=1 is set.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Request

from course.manifest import ROOT

from .chromium import NAMES, find_browser, start_browser
from .server import Server, serve

Render = Callable[[str], str]

MANIFEST = """
[[chapters]]
stem = "ch01_list"
title = "A list"
part = "I"
idea = "A list."
databases = ["sqlite"]
added = ["main.py"]
changed = []
removed = []

[[chapters]]
stem = "ch02_table"
title = "A table"
part = "I"
idea = "A table."
databases = ["sqlite"]
added = ["models.py", "notes.txt"]
changed = ["main.py"]
removed = []

[[chapters]]
stem = "ch03_more"
title = "More"
part = "I"
idea = "More."
databases = ["sqlite"]
added = []
changed = ["models.py"]
removed = ["notes.txt"]
"""

MAIN_1 = '''"""Shop."""

from fastapi import FastAPI

app = FastAPI()

# Everybody who has registered.
users: list[str] = []


@app.get("/users")
def list_users() -> list[str]:
    return users
'''

MAIN_2 = '''"""Shop."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/users")
def list_users() -> list[str]:
    return ["a < b & c"]


@app.get("/count")
def count_users() -> int:
    return 1
'''

MODELS_2 = """from dataclasses import dataclass


class Base:
    pass


@dataclass
class User(Base):
    id: int

    def greet(self) -> str:
        return "hello"
"""

MODELS_3 = MODELS_2.replace("    id: int\n", "    id: int\n    name: str\n")

WISHES = """# What all need, from ch01 on
fastapi>=0.1

# Servers, from ch03 on
pymysql[rsa]

# The site
mkdocs
rich
"""

PINS = """anyio==4.16 \\
    --hash=sha256:01
    # via
    #   fastapi
    #   mkdocs
cryptography==50.0 ; python_version < '3.12' \\
    --hash=sha256:02
    # via pymysql
cryptography==51.0 ; python_version >= '3.12' \\
    --hash=sha256:03
    # via pymysql
fastapi==0.165 \\
    --hash=sha256:04
    # via -r requirements.in
idna==3.20 \\
    --hash=sha256:05
    # via anyio
mkdocs==1.6 \\
    --hash=sha256:06
    # via -r requirements.in
pymysql==1.2 \\
    --hash=sha256:07
    # via -r requirements.in
"""

FILES = {
    "chapters/chapters.toml": MANIFEST,
    "chapters/ch01_list/main.py": MAIN_1,
    "chapters/ch02_table/main.py": MAIN_2,
    "chapters/ch02_table/models.py": MODELS_2,
    "chapters/ch02_table/notes.txt": "one\ntwo\n",
    "chapters/ch03_more/main.py": MAIN_2,
    "chapters/ch03_more/models.py": MODELS_3,
    "docs/demos/ch02_table/no_commit.py": "print('gone')\n",
    "docs/demos/ch02_table/release_1/models.py": "x = 1\n",
    "tests/ch02_table/test_users.py": "def test_a() -> None:\n    pass\n",
    "tests/__init__.py": "",
    "tests/conftest.py": "from .helpers import name\n",
    "tests/helpers.py": "name = 'shop'\n",
    "tests/unneeded.py": "import course\n",
    "tests/ch01_list/test_users.py": "def test_a() -> None:\n    pass\n",
    "tests/ch03_more/__init__.py": "",
    "tests/ch03_more/rules.toml": "x = 1\n",
    "tests/ch03_more/test_more.py": "from tests.ch02_table.test_users import test_a\n",
    "tests/ch03_more/exercises/first/test_first.py": "import course\n",
    "chapters/__init__.py": "",
    "LICENSE": "MIT\n",
    "requirements.in": WISHES,
    "requirements.txt": PINS,
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of three chapters, to be changed by the test."""
    for name, text in FILES.items():
        write(tmp_path / name, text)
    return tmp_path


@pytest.fixture
def render(repository: Path) -> Render:
    """Render Markdown to HTML with our extension and those that it needs."""
    extensions = [
        "course.site",
        "admonition",
        "attr_list",
        "def_list",
        "tables",
        "pymdownx.superfences",
        "pymdownx.tabbed",
    ]
    settings: dict[str, dict[str, object]] = {
        "course.site": {"root": str(repository)},
        "pymdownx.tabbed": {"alternate_style": True},
    }
    return Markdown(extensions=extensions, extension_configs=settings).convert


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly: by `make check`, or here."""
    built = os.environ.get("BUILT_SITE")
    if built:
        return Path(built).resolve()
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    """The site over HTTP."""
    with serve(site) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, kept for all tests of a file."""
    path = find_browser()
    if path is None:
        give_up(f"No browser: tried {', '.join(NAMES)}; install chromium.")
    with start_browser(path) as started:
        yield started


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page, kept for all tests of a file."""
    page = browser.new_page(reduced_motion="reduce")
    page.set_default_timeout(10_000)
    yield page
    page.context.close()


def _note_if_not_given_up(request: Request, found: list[str]) -> None:
    """Note a request that failed; one that a reload has ended is no fault."""
    if request.failure != "net::ERR_ABORTED":
        found.append(f"failed: {request.url}, {request.failure}")


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What goes wrong in the page: errors, warnings, requests off the site."""
    found: list[str] = []
    listeners: dict[str, Callable[..., None]] = {
        "console": lambda message: found.append(f"{message.type}: {message.text}"),
        "pageerror": lambda error: found.append(f"error: {error}"),
        "requestfailed": lambda request: _note_if_not_given_up(request, found),
        "request": lambda request: _note_if_off_the_site(request.url, found),
    }
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]
    yield found
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


def build_site(folder: Path) -> Path:
    """Build the real site strictly into the folder, and return it."""
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))
    return folder


def give_up(reason: str) -> NoReturn:
    """Skip the test, or fail it when REQUIRE_BROWSER=1 asks for everything."""
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def write(path: Path, text: str) -> None:
    """Write the text as it is and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _note_if_off_the_site(url: str, found: list[str]) -> None:
    if not url.startswith(("file:", "data:", "about:", "blob:")):
        found.append(f"request: {url}")
