"""The pages around the chapters agree with the chapters, the manifest and the pins."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from course.manifest import ROOT, load_chapters

from .pages import Section, read_chapters, read_page, target

GLOSSARY = "reference/glossary.html"
ERRORS = "reference/errors.html"
MIGRATIONS = "reference/migrations.html"
LEARNT = ("fastapi", "sqlalchemy", "pytest")
INSTALL = re.compile(r"^python -m pip install .*$", re.MULTILINE)
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==([\d.]+\d)", re.MULTILINE)

Sections = dict[str, Section]


@pytest.fixture(scope="module")
def chapters(site: Path) -> Sections:
    """The sections of all chapters, by page and anchor."""
    return read_chapters(site, load_chapters())


@pytest.fixture(scope="module")
def terms(site: Path) -> list[Section]:
    """The entries of the glossary."""
    return [section for section in read_page(site / GLOSSARY) if section.level == 2]


@pytest.fixture(scope="module")
def problems(chapters: Sections) -> list[str]:
    """The addresses of the sections under "When it goes wrong", in order."""
    found, here = [], False
    for address, section in chapters.items():
        if section.level == 3 and here:
            found.append(address)
        here = here if section.level > 2 else section.title == "When it goes wrong"
    return found


def test_the_home_page_names_the_chapters_with_their_ideas(site: Path) -> None:
    home = {section.title: section for section in read_page(site / "index.html")}

    for part in {chapter.part for chapter in load_chapters()}:
        chapters = [chapter for chapter in load_chapters() if chapter.part == part]
        section = home[f"Part {part}"]
        pages = [f"chapters/{chapter.stem}.html" for chapter in chapters]
        assert [link.href for link in section.links] == pages
        lines = [f"{chapter.title}: {chapter.idea}" for chapter in chapters]
        assert [line for line in section.text.splitlines() if line][1:] == lines


def test_a_learner_installs_what_the_pages_were_tested_with(site: Path) -> None:
    pinned = dict(PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))

    (command,) = (block for block in _blocks(site) if "pip install" in block[:30])
    versions = dict(PIN.findall(command.replace('"', "\n")))

    assert versions == {name: pinned[name] for name in LEARNT}, (
        "Write the versions of requirements.txt into docs/start.md, "
        "in the command and in the output of the check below it."
    )


def test_no_chapter_installs_another_version() -> None:
    pinned = dict(PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    pages = "".join(
        page.read_text(encoding="utf-8")
        for page in sorted((ROOT / "docs/chapters").glob("*.md"))
    )

    words = " ".join(INSTALL.findall(pages)).replace('"', "").split()
    wanted = set(PIN.findall("\n".join(words)))

    assert wanted
    assert wanted <= set(pinned.items())


def test_the_check_of_the_versions_prints_what_the_page_says(site: Path) -> None:
    blocks = _blocks(site)
    check = next(block for block in blocks if "__version__" in block)
    program = check.removeprefix('python -c "').removesuffix('"\n')

    done = subprocess.run([sys.executable, "-c", program], capture_output=True)

    assert done.stdout.decode() == blocks[blocks.index(check) + 1]


def test_every_word_in_bold_stands_in_the_glossary(
    site: Path, chapters: Sections, terms: list[Section]
) -> None:
    sections = [*read_page(site / "start.html"), *chapters.values()]
    known = {_singular(term.title) for term in terms}

    bold = {word for section in sections for word in section.bold}

    words = {word for word in bold if not word.endswith(".")}  # a sentence is no term
    assert {word for word in words if _singular(word) not in known} == set()


def test_a_term_leads_to_where_it_stands_in_bold(
    site: Path, chapters: Sections, terms: list[Section]
) -> None:
    start = {f"start.html#{s.anchor}": s for s in read_page(site / "start.html")}
    pages = start | chapters

    for term in terms:
        sections = [pages[target(GLOSSARY, link)] for link in term.links]
        words = {_singular(word) for section in sections for word in section.bold}
        assert _singular(term.title) in words, f"{term.title} is not in bold there"


def test_the_terms_are_in_the_order_of_the_alphabet(terms: list[Section]) -> None:
    titles = [term.title.casefold() for term in terms]

    assert titles == sorted(set(titles))


def test_every_problem_of_a_chapter_is_in_the_index(
    site: Path, problems: list[str]
) -> None:
    links = [link for section in read_page(site / ERRORS) for link in section.links]
    addresses = dict.fromkeys(target(ERRORS, link) for link in links)

    assert [address for address in addresses if address in problems] == problems


def test_a_message_in_the_index_stands_where_it_leads(
    site: Path, chapters: Sections
) -> None:
    sections = [section for section in read_page(site / ERRORS) if section.level == 2]
    more = read_page(site / MIGRATIONS)
    pages = chapters | {f"{MIGRATIONS}#{section.anchor}": section for section in more}

    for section in sections:
        for link in section.links:
            address = target(ERRORS, link)
            assert link.text in pages[address].text, f"not in {address}"


def test_the_index_has_the_chapters_and_is_not_searched(site: Path) -> None:
    search = (site / "search/search_index.json").read_text(encoding="utf-8")
    sections = [section for section in read_page(site / ERRORS) if section.level == 2]

    titles = [section.title for section in sections]
    assert titles == [f"Chapter {c.number}. {c.title}" for c in load_chapters()]
    assert f"{ERRORS}#" not in search


def _blocks(site: Path) -> list[str]:
    """Return the blocks of code on the page for beginners."""
    sections = read_page(site / "start.html")
    return [code for section in sections for code in section.code if "\n" in code]


def _singular(term: str) -> str:
    return " ".join(term.casefold().split()).removesuffix("s")
