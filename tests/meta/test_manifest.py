from pathlib import Path

import pytest

from course.manifest import (
    ManifestError,
    find_chapter,
    load_chapters,
    previous_chapter,
)

from .repository import Repository, manifest_entry


def test_the_chapters_are_read_in_order(small_course: Repository) -> None:
    small_course.write_manifest(
        ch02_table={"title": "A table", "databases": ["sqlite", "mysql"]}
    )

    first, second, *_ = load_chapters(small_course.root)

    assert (first.number, first.name, first.stem) == (1, "ch01", "ch01_list")
    assert (second.title, second.part, second.idea) == (
        "A table",
        "I. Start",
        "One idea.",
    )
    assert second.databases == ("sqlite", "mysql")
    assert second.path == small_course.root / "chapters/ch02_table"


def test_a_chapter_knows_what_it_changes(small_course: Repository) -> None:
    small_course.write_manifest(
        ch02_table={"added": ["a.py", "b.py"], "changed": ["c.py"], "removed": ["d.py"]}
    )

    chapter = load_chapters(small_course.root)[1]

    assert chapter.added == ("a.py", "b.py")
    assert chapter.changed == ("c.py",)
    assert chapter.removed == ("d.py",)


def test_the_files_of_a_chapter_are_its_sources(small_course: Repository) -> None:
    for file in ("main.py", "a.py", "routers/users.py", "schema.dbml.txt"):
        small_course.write(f"chapters/ch01_list/{file}", "")
    for file in ("shop.db", "shop.db-journal", ".env", ".cache/x", "__pycache__/a.pyc"):
        small_course.write(f"chapters/ch01_list/{file}", "")

    files = load_chapters(small_course.root)[0].files()

    assert files == ("a.py", "main.py", "routers/users.py", "schema.dbml.txt")


def test_a_chapter_without_folder_has_no_files(small_course: Repository) -> None:
    assert load_chapters(small_course.root)[0].files() == ()


@pytest.mark.parametrize("name", [4, "4", "04", "ch04", "ch4", "ch04_crud"], ids=repr)
def test_a_chapter_has_several_names(small_course: Repository, name: str | int) -> None:
    chapters = load_chapters(small_course.root)

    assert find_chapter(name, chapters).stem == "ch04_crud"


@pytest.mark.parametrize("name", [0, 5, -4, "", "crud", "ch04_", "ch04_crud/", "٤"])
def test_an_unknown_chapter_names_those_that_exist(
    small_course: Repository, name: str | int
) -> None:
    chapters = load_chapters(small_course.root)

    with pytest.raises(ManifestError, match=f"'{name}'.*ch01_list, .*, ch04_crud"):
        find_chapter(name, chapters)


def test_a_chapter_is_looked_for_in_this_course() -> None:
    assert find_chapter(4).stem == "ch04_crud"


def test_each_chapter_but_the_first_has_one_before(small_course: Repository) -> None:
    chapters = load_chapters(small_course.root)

    assert [previous_chapter(chapter) for chapter in chapters] == [None, *chapters[:-1]]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"tilte": "x"}, "unknown key 'tilte'"),
        ({"title": 4}, "'title' must be a text"),
        ({"idea": " "}, "'idea' must be a text"),
        ({"added": "main.py"}, "'added' must be a list of texts"),
        ({"changed": [4]}, "'changed' must be a list of texts"),
        ({"stem": "ch1_topic"}, "a stem looks like ch04_crud"),
        ({"stem": "ch01_Topic"}, "a stem looks like ch04_crud"),
        ({"stem": "ch01_topic/x"}, "a stem looks like ch04_crud"),
        ({"stem": "ch02_topic"}, "ch02_topic stands where chapter 1 is expected"),
        ({"databases": []}, "'databases' must name each"),
        (
            {"databases": ["sqlite", "sqlite"]},
            "'databases' must name each",
        ),
        ({"databases": ["oracle"]}, "unknown database 'oracle'"),
        ({"added": ["a.py", "a.py"]}, "'a.py' stands twice"),
        ({"added": ["a.py"], "changed": ["a.py"]}, "'a.py' stands twice"),
        ({"added": ["a.py"], "removed": ["a.py"]}, "'a.py' stands twice"),
        ({"added": ["/a.py"]}, "'/a.py' is not a path inside"),
        ({"added": ["../a.py"]}, "'../a.py' is not a path inside"),
        ({"added": ["./a.py"]}, "'./a.py' is not a path inside"),
        ({"changed": ["a.py"]}, "all of its files are 'added'"),
        ({"removed": ["a.py"]}, "all of its files are 'added'"),
    ],
)
def test_a_wrong_entry_is_said(
    tmp_path: Path, values: dict[str, object], problem: str
) -> None:
    Repository(tmp_path).write("chapters/chapters.toml", manifest_entry(values))

    with pytest.raises(ManifestError) as error:
        load_chapters(tmp_path)

    assert problem in str(error.value)
    assert str(error.value).startswith("chapters/chapters.toml: ")


@pytest.mark.parametrize("key", ["stem", "title", "databases", "removed"])
def test_a_missing_key_is_said(tmp_path: Path, key: str) -> None:
    lines = manifest_entry({}).splitlines()
    text = "\n".join(line for line in lines if not line.startswith(key))
    Repository(tmp_path).write("chapters/chapters.toml", text)

    with pytest.raises(ManifestError, match=f"chapter 1.*the key '{key}' is missing"):
        load_chapters(tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "expected \\[\\[chapters\\]\\] tables"),
        ("chapters = []", "expected \\[\\[chapters\\]\\] tables"),
        ("chapters = 4", "expected \\[\\[chapters\\]\\] tables"),
        ("chapters = [4]", "chapter 1 is not a \\[\\[chapters\\]\\] table"),
        ("[[chapters]", "is not TOML"),
    ],
)
def test_a_file_of_another_kind_is_said(
    tmp_path: Path, text: str, problem: str
) -> None:
    Repository(tmp_path).write("chapters/chapters.toml", text)

    with pytest.raises(ManifestError, match=problem):
        load_chapters(tmp_path)


def test_more_than_chapters_is_said(tmp_path: Path) -> None:
    text = 'title = "x"\n' + manifest_entry({})
    Repository(tmp_path).write("chapters/chapters.toml", text)

    with pytest.raises(ManifestError, match="and nothing else"):
        load_chapters(tmp_path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        load_chapters(tmp_path)


def test_a_file_that_is_no_utf_8_is_said(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/chapters.toml").write_bytes(b"\xff")

    with pytest.raises(ManifestError, match="is not TOML"):
        load_chapters(tmp_path)
