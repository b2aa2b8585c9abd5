"""The built site in a browser, opened from disk: pages, search, buttons."""

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page, TimeoutError

from course.manifest import ROOT

from .axe import install_axe
from .conftest import give_up, write
from .html import read_blocks
from .look import UNFOLD, examine, find_pages
from .pages import read_page, target

GLOSSARY = "reference/glossary.html"

PASTED_JSON = """{"detail": [{"msg": "String should match '^[a-z]{3,9}$' * +"}]}"""

MESSAGES = f"""# Messages

## A table is missing

    sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such table: users

## A name is taken

    (sqlite3.IntegrityError) UNIQUE constraint failed: users.username

## A pattern does not match

    {PASTED_JSON}
"""

SHOWN = """# Shown

```whatsnew ch04_crud
```

```recorded ch04_crud/read.http
```
"""

TRANSCRIPT = "$ curl -i \\\n>   http://127.0.0.1:8000/users\nHTTP/1.1 200 OK\n"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of four pages with the course's settings."""
    folder = tmp_path_factory.mktemp("small")
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs/assets", docs / "assets")
    write(docs / "index.md", "# Home\n\nThere is no table of users on this page.\n")
    write(docs / "messages.md", MESSAGES)
    write(docs / "pages/shown.md", SHOWN)
    write(docs / "changes/ch04_crud.md", "# Changes\n\n```changes ch04_crud\n```\n")
    write(docs / "recorded/ch04_crud/read.http", TRANSCRIPT)
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs))
    config.nav = None
    config.site_dir = str(folder / "site")
    config.mdx_configs["course.site"] = {"root": str(folder)}
    build(config)
    return folder / "site"


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))  # for several workers
def test_every_page_opens_from_disk_in_every_width_and_scheme(
    page: Page, faults: list[str], site: Path, part: int
) -> None:
    axe = install_axe()

    for path in find_pages(site)[part::4]:
        looks = examine(page, path, axe)
        faults += [f"{path.name}, {s}" for look in looks for s in look.sentences()]

    assert faults == []
    if not axe:
        give_up(
            "The pages were not examined with axe-core: npm cannot install it here."
        )


@pytest.mark.parametrize(
    ("message", "section"),
    [
        ("no such table: users", "a-table-is-missing"),
        ("(sqlite3.OperationalError) no such table: users", "a-table-is-missing"),
        ("UNIQUE constraint failed: users.username", "a-name-is-taken"),
        (PASTED_JSON, "a-pattern-does-not-match"),
        ("no such table: order_items", "a-table-is-missing"),
    ],
)
def test_the_search_finds_a_message_by_its_text(
    page: Page, faults: list[str], small_site: Path, message: str, section: str
) -> None:
    page.goto((small_site / "index.html").as_uri())

    found = _search(page, message)

    assert f"messages.html#{section}" in found[:2]
    assert faults == []


def test_the_search_finds_each_message_of_the_course(page: Page, site: Path) -> None:
    shown = _recorded_messages(site)
    page.goto((site / "index.html").as_uri())

    lost = [
        message
        for message, pages in shown.items()
        if not pages & {link.partition("#")[0] for link in _search(page, message)[:3]}
    ]

    assert lost == []


def test_the_search_finds_each_term_where_it_is_explained(
    page: Page, site: Path
) -> None:
    explained = _explained_terms(site)
    page.goto((site / "index.html").as_uri())

    lost = [
        term
        for term, places in explained.items()
        if not places & set(_search(page, term)[:3])
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("message", "anchor"),
    [
        ("(1406, \"Data too long for column 'name' at row 1\")", "too-long"),
        ('near "FOR": syntax error', "locking-read"),
        ("operator does not exist: character varying", "text-compared-with-a-number"),
    ],
)
def test_the_search_finds_what_a_database_says(
    page: Page, site: Path, message: str, anchor: str
) -> None:
    page.goto((site / "index.html").as_uri())

    found = _search(page, message)

    assert f"reference/differences.html#{anchor}" in found[:3]


def test_a_diff_is_copied_as_the_new_file(page: Page, small_site: Path) -> None:
    page.goto((small_site / "pages/shown.html").as_uri())
    page.evaluate(UNFOLD)

    copied = _copy(page, '[data-kind="diff"][data-file$="/main.py"]')

    main = ROOT / "chapters/ch04_crud/main.py"
    assert copied == main.read_text(encoding="utf-8").rstrip()


def test_a_command_is_copied_without_its_prompts(page: Page, small_site: Path) -> None:
    page.goto((small_site / "pages/shown.html").as_uri())

    copied = _copy(page, '[data-kind="command"]')

    assert copied == "curl -i \\\n  http://127.0.0.1:8000/users"


def _search(page: Page, text: str) -> list[str]:
    """Return the links of the results, best first, relative to the page."""
    field = page.locator(".md-search__input")
    field.fill("")
    field.press("End")
    page.locator(".md-search-result__meta", has_text="Type to start").wait_for(
        state="attached"
    )
    field.fill(text)  # as a paste with the mouse does: no key is pressed
    results = page.locator(".md-search-result__link")
    try:
        results.first.wait_for(state="attached", timeout=3_000)
    except TimeoutError:
        return []
    base = page.url.rpartition("/")[0] + "/"
    links = results.evaluate_all("links => links.map(link => link.href)")
    return [_without_query(link.removeprefix(base)) for link in links]


def _without_query(link: str) -> str:
    path, _, fragment = link.partition("#")
    path = path.partition("?")[0]
    return f"{path}#{fragment}" if fragment else path


def _recorded_messages(site: Path) -> dict[str, set[str]]:
    """Return the first line of each message shown, and the pages that show it."""
    shown: dict[str, set[str]] = {}
    for path in site.rglob("*.html"):
        for block in read_blocks(path.read_text(encoding="utf-8")):
            if block.data.get("kind") == "error":
                message = _first_line(block.code)
                shown.setdefault(message, set()).add(path.relative_to(site).as_posix())
    return shown


def _explained_terms(site: Path) -> dict[str, set[str]]:
    """Return the terms, each with its entry in the glossary and where that leads."""
    return {
        term.title: {f"{GLOSSARY}#{term.anchor}"}
        | {target(GLOSSARY, link) for link in term.links}
        for term in read_page(site / GLOSSARY)
        if term.level == 2
    }


def _first_line(message: str) -> str:
    """Return the first line that is not the head of a traceback."""
    head = ("Traceback", " ", "…")
    return next(line for line in message.splitlines() if not line.startswith(head))


def _copy(page: Page, block: str) -> str:
    """Press the copy button of the block and return what it puts on the clipboard."""
    page.evaluate(
        "document.addEventListener('copy', () => {"
        " window.copied = document.activeElement.value }, { once: true })"
    )
    page.locator(f"{block} button.md-code__button").first.click()
    return str(page.evaluate("window.copied"))
