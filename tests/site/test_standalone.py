"""The zip of the fence `files`: what it holds, and what it refuses to hold."""

import io
import zipfile
from pathlib import Path

import pytest

from course.manifest import ROOT, load_chapters
from course.site.errors import FenceError
from course.site.pins import pins_for
from course.site.project import Project
from course.site.standalone import standalone_files

from .conftest import FILES, PINS, WISHES, Render, write
from .zips import commands, take_zip, unpack

FIRST = ["fastapi==0.165", "idna==3.20", "anyio==4.16"]
CRYPTOGRAPHY = [
    "cryptography==50.0 ; python_version < '3.12'",
    "cryptography==51.0 ; python_version >= '3.12'",
]


def files(repository: Path, number: int = 3) -> dict[str, str]:
    chapter = load_chapters(repository)[number - 1]
    return standalone_files(Project(repository), chapter)


def test_its_readme_makes_a_key_where_the_settings_want_one(repository: Path) -> None:
    before = files(repository)["README.md"]
    write(repository / "chapters/ch03_more/config.py", "secret_key: str\n")

    after = files(repository)["README.md"]

    assert "SECRET_KEY" not in before
    assert after.count("write_text('SECRET_KEY=' + secrets.token_hex(32))") == 2


def test_its_readme_upgrades_where_the_chapter_has_migrations(repository: Path) -> None:
    before = files(repository)["README.md"]
    write(repository / "chapters/ch03_more/alembic.ini", "[alembic]\n")

    after = files(repository)["README.md"]

    upgrade = "alembic -c chapters/ch03_more/alembic.ini upgrade head\nfastapi dev "
    assert "alembic" not in before
    assert after.count(upgrade) == 2


def test_it_holds_the_chapter_its_tests_and_what_they_import(repository: Path) -> None:
    held = files(repository)

    copied = {path: text for path, text in held.items() if path in FILES}
    assert set(held) - set(copied) == {"README.md", "pytest.ini"}
    assert sorted(copied) == [
        "LICENSE",
        "chapters/__init__.py",
        "chapters/ch03_more/main.py",
        "chapters/ch03_more/models.py",
        "requirements.txt",
        "tests/__init__.py",
        "tests/ch02_table/test_users.py",
        "tests/ch03_more/__init__.py",
        "tests/ch03_more/rules.toml",
        "tests/ch03_more/test_more.py",
        "tests/conftest.py",
        "tests/helpers.py",
    ]
    del copied["requirements.txt"]
    assert copied == {path: FILES[path] for path in copied}


@pytest.mark.parametrize(
    "text",
    [
        "import course.manifest\n",
        "from course import manifest\n",
        "def late():\n    from course.manifest import ROOT\n",
    ],
)
def test_a_test_that_needs_our_tool_fails_the_page(
    repository: Path, render: Render, text: str
) -> None:
    write(repository / "tests/helpers.py", text)

    with pytest.raises(FenceError, match=r"tests/helpers.py imports course.*reader"):
        render("```files ch03_more\n```")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("from ..unneeded import x\n", "tests/unneeded.py"),
        ("from . import more\n", "tests/ch03_more/more.py"),
        ("from .deep.er import x\n", "tests/ch03_more/deep/er.py"),
        ("import tests.other.thing\n", "tests/other/thing.py"),
        ("from tests.other import thing\n", "tests/other/thing.py"),
    ],
)
def test_every_way_to_import_is_followed(
    repository: Path, text: str, path: str
) -> None:
    write(repository / "tests/ch03_more/test_more.py", text)
    write(repository / "tests/other/__init__.py", "")
    write(repository / path, "x = 1\n")

    held = files(repository)

    assert path in held
    if "other" in path:
        assert "tests/other/__init__.py" in held


def test_a_chapter_gets_the_pins_of_what_it_needs_and_no_others(
    repository: Path,
) -> None:
    first, third = (
        files(repository, number)["requirements.txt"].splitlines() for number in (1, 3)
    )

    assert first == sorted(FIRST)
    assert third == sorted([*FIRST, *CRYPTOGRAPHY, "pymysql==1.2"])


def test_a_wish_without_a_pin_says_what_to_do() -> None:
    with pytest.raises(FenceError, match="requirements.txt has no 'rich': call `make"):
        pins_for(1, WISHES.replace("fastapi", "rich"), PINS)


def test_the_zip_is_in_the_page_in_a_folder_of_its_own(
    render: Render, repository: Path, tmp_path: Path
) -> None:
    name, content = take_zip(render("```files ch03_more\n```"))

    folder = unpack(content, tmp_path / "here")

    assert name == "shop-ch03.zip"
    assert folder.name == "shop-ch03"
    found = (path for path in folder.rglob("*") if path.is_file())
    held = {p.relative_to(folder).as_posix(): p.read_bytes().decode() for p in found}
    assert held == files(repository)


def test_the_same_files_give_the_same_bytes(render: Render) -> None:
    _, one = take_zip(render("```files ch03_more\n```"))
    _, two = take_zip(render("```files ch03_more\n```"))

    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        dates = {entry.date_time for entry in archive.infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_readme_has_five_commands_for_each_system(
    render: Render, tmp_path: Path
) -> None:
    _, content = take_zip(render("```files ch03_more\n```"))
    folder = unpack(content, tmp_path / "here")
    readme = (folder / "README.md").read_text()

    assert readme.startswith("# Chapter 3: More\n")
    assert commands(folder) == [
        "python3 -m venv .venv",
        ". .venv/bin/activate",
        "python -m pip install -r requirements.txt",
        "fastapi dev chapters/ch03_more/main.py",
        "pytest",
    ]
    windows = readme.partition("```bat\n")[2].partition("```")[0].splitlines()
    assert windows[:2] == ["py -m venv .venv", ".venv\\Scripts\\activate"]
    assert windows[2:] == commands(folder)[2:]


def test_readme_says_where_the_databases_come_from() -> None:
    chapters = load_chapters(ROOT)
    only_sqlite, all_three = chapters[4], chapters[5]

    said = {
        chapter.stem: standalone_files(Project(ROOT), chapter)["README.md"]
        for chapter in (only_sqlite, all_three)
    }

    assert "MYSQL_URL" not in said[only_sqlite.stem]
    assert "MYSQL_URL" in said[all_three.stem]
