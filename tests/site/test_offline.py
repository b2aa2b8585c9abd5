"""The site as one zip, unzipped and opened from disk."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from course.cli import main
from course.errors import CourseError, UsageError
from course.offline import pack_site

from .conftest import write

CONFIG = """
site_name: Small
theme: {name: null, custom_dir: theme}
plugins: []
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository whose site is two pages."""
    root = tmp_path / "small"
    write(root / "mkdocs.yml", CONFIG)
    write(root / "theme/main.html", "{{ page.content }}")
    write(root / "docs/index.md", "# Home\n")
    write(root / "docs/a/page.md", "# A page\n")
    write(root / "docs/script.js.map", "")
    return root


def test_the_zip_opens_from_disk_and_can_be_searched(
    page: Page, faults: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "new folder" / "course.zip"

    with pytest.raises(SystemExit) as ended:
        main(["offline", "--output", str(packed)])
    with zipfile.ZipFile(packed) as zipped:
        zipped.extractall(tmp_path / "unzipped here")
    page.goto((tmp_path / "unzipped here/course/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("UNIQUE constraint failed")
    page.locator(".md-search-result__link").first.wait_for()

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"{packed}: ")
    assert faults == []


def test_the_same_sources_give_the_same_bytes(small: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        pack_site(small, tmp_path / name / "course.zip")

    one, two = (tmp_path / name / "course.zip" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as zipped:
        assert zipped.namelist() == ["course/a/page/index.html", "course/index.html"]


def test_a_build_that_fails_packs_nothing(small: Path, tmp_path: Path) -> None:
    write(small / "docs/index.md", "[nowhere](nowhere.md)\n")
    packed = tmp_path / "course.zip"

    with pytest.raises(CourseError, match="The site was not built: "):
        pack_site(small, packed)

    assert not packed.exists()


def test_a_folder_is_no_zip(small: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be written \(Is a directory\); name"):
        pack_site(small, tmp_path)
