"""The fence `exercise`: a task, three folded hints, the commands around it."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from markdown import Markdown

from course.errors import CourseError
from course.exercises import exercises_of, find_exercise
from course.manifest import Chapter, find_chapter, load_chapters
from course.site.errors import FenceError

from .conftest import Render, write
from .html import read_blocks

TASK = (
    "# A teapot\n\nSell *one* teapot.\n\n| request | answer |\n|---|---|\n| a | b |\n"
)
HINTS = "".join(
    f'[[hint]]\nlevel = {level}\ntext = """\nHint `{level}`.\n\nMore.\n"""\n'
    for level in (1, 2, 3)
)
FENCE = "```exercise ch02_table/tea_pot\n```"
CHANGED = "name = '<b>'\n"


@pytest.fixture
def exercise(repository: Path) -> Path:
    """The folder of one exercise."""
    folder = repository / "exercises/ch02_table/tea_pot"
    write(folder / "task.md", TASK)
    write(folder / "hints.toml", HINTS)
    write(folder / "solution/main.py", "SECRET = 1\n")
    return folder


@pytest.fixture
def render(repository: Path) -> Render:
    """Render Markdown to HTML with the extensions that an exercise needs."""
    extensions = ["course.site", "attr_list", "pymdownx.superfences"]
    settings: dict[str, dict[str, object]] = {"course.site": {"root": str(repository)}}
    return Markdown(
        extensions=[*extensions, "tables", "pymdownx.details"],
        extension_configs=settings,
    ).convert


@pytest.fixture
def chapter(repository: Path) -> Chapter:
    return find_chapter(2, load_chapters(repository))


@pytest.mark.usefixtures("exercise")
def test_the_task_stands_under_its_title(render: Render) -> None:
    html = render(FENCE)

    assert '<h3 data-search-exclude id="exercise-tea-pot">A teapot</h3>' in html
    assert "<p>Sell <em>one</em> teapot.</p>" in html
    assert "<td>b</td>" in html


@pytest.mark.usefixtures("exercise")
def test_three_hints_are_folded_and_need_no_script(render: Render) -> None:
    html = render(FENCE)

    hints = re.findall(
        r"<details.*?<summary>(.*?)</summary>(.*?)</details>", html, re.S
    )
    assert [summary.partition(":")[0] for summary, _ in hints] == [
        "Hint 1",
        "Hint 2",
        "Hint 3",
    ]
    for level, (_, text) in enumerate(hints, start=1):
        assert text.split("\n")[1:3] == [
            f"<p>Hint <code>{level}</code>.</p>",
            "<p>More.</p>",
        ]
    assert " open" not in html


@pytest.mark.usefixtures("exercise")
def test_the_commands_copy_the_chapter_and_grade_the_copy(render: Render) -> None:
    html = re.sub(r"<[^>]+>", "", render(FENCE))

    assert "cp -r chapters/ch02_table exercises/tea_pot\n" in html
    assert "rm -f exercises/tea_pot/ch02_table/shop.db\n" in html
    assert "pytest tests/ch02_table/exercises/tea_pot \\\n" in html
    assert "--chapters-path ../shop/exercises/tea_pot\n" in html
    assert "course check 2 tea_pot \\\n" in html


@pytest.mark.usefixtures("exercise")
def test_the_copy_is_started_with_its_own_path(render: Render) -> None:
    html = re.sub(r"<[^>]+>", "", render(FENCE))

    assert "fastapi dev exercises/tea_pot/ch02_table/main.py\n" in html
    assert "python -m pytest exercises" not in html


def test_tests_that_are_asked_for_are_run(render: Render, exercise: Path) -> None:
    write(exercise / "solution/test_tea.py", "SECRET = 1\n")

    html = re.sub(r"<[^>]+>", "", render(FENCE))

    assert "python -m pytest exercises/tea_pot\n" in html
    assert "fastapi dev" not in html


@pytest.mark.usefixtures("exercise")
def test_the_solution_is_not_on_the_page(render: Render) -> None:
    assert "SECRET" not in render(FENCE)


def test_what_is_planted_is_shown_and_packed(render: Render, exercise: Path) -> None:
    write(exercise / "planted/models.py", CHANGED)

    html = render(FENCE)

    assert "cp -r chapters" in re.sub(r"<[^>]+>", "", html)
    planted = [b for b in read_blocks(html) if b.data.get("kind") == "planted"]
    assert [block.code for block in planted] == [CHANGED]
    assert planted[0].title == "exercises/tea_pot/ch02_table/models.py"
    link = re.search(r'download="(.*?)" href="data:application/zip,(.*?)"', html)
    assert link
    with zipfile.ZipFile(io.BytesIO(unquote_to_bytes(link[2]))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert files == {"exercises/tea_pot/ch02_table/models.py": CHANGED}
    assert f"python -m zipfile -e {link[1]} ." in re.sub(r"<[^>]+>", "", html)


@pytest.mark.usefixtures("exercise")
def test_the_copy_of_a_chapter_with_migrations_is_in_a_folder_named_chapters(
    render: Render, repository: Path
) -> None:
    write(repository / "chapters/ch02_table/migrations/env.py", "")

    html = re.sub(r"<[^>]+>", "", render(FENCE))

    folder = "exercises/tea_pot/chapters"
    assert f"mkdir -p {folder}\ncp -r chapters/ch02_table {folder}\n" in html
    assert f"export ALEMBIC_CONFIG={folder}/ch02_table/alembic.ini\n" in html
    started = f"alembic upgrade head\nfastapi dev {folder}/ch02_table/main.py\n"
    assert started in html
    assert f"--chapters-path ../shop/{folder}\n" in html


@pytest.mark.usefixtures("exercise")
def test_without_migrations_alembic_is_not_named(render: Render) -> None:
    assert "alembic" not in render(FENCE).lower()


def test_what_is_planted_in_a_subfolder_is_packed_there(
    render: Render, exercise: Path
) -> None:
    write(exercise / "planted/migrations/versions/0003_mug.py", CHANGED)

    html = render(FENCE)

    link = re.search(r'href="data:application/zip,(.*?)"', html)
    assert link
    with zipfile.ZipFile(io.BytesIO(unquote_to_bytes(link[1]))) as archive:
        names = archive.namelist()
    assert names == [
        "exercises/tea_pot/ch02_table/migrations/versions/0003_mug.py",
    ]
    assert names[0] in html


@pytest.mark.usefixtures("exercise")
@pytest.mark.parametrize(
    ("fence", "message"),
    [
        ("ch02_tabel/tea_pot", "There is no chapter 'ch02_tabel'"),
        ("ch02_table/cup", "Chapter 2 has no exercise 'cup'; it has: tea_pot"),
        ("ch01_list/cup", "Chapter 1 has no exercise 'cup'; it has: none"),
        ("ch02_table", "Expected: exercise STEM/NAME"),
    ],
)
def test_an_unknown_exercise_fails_the_page(
    render: Render, fence: str, message: str
) -> None:
    with pytest.raises(FenceError, match=message):
        render(f"```exercise {fence}\n```")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("task.md", "Sell one.\n", "task.md: the first line is not '# ' and a title"),
        ("hints.toml", "[[hint]\n", "hints.toml: it is not TOML"),
        (
            "hints.toml",
            HINTS.replace("= 3", "= 2"),
            "hints.toml: expected three tables",
        ),
        (
            "hints.toml",
            HINTS.partition("[[hint]]\nlevel = 3")[0],
            "expected three tables",
        ),
        ("hints.toml", HINTS + HINTS, "expected three tables"),
        ("hints.toml", "hint = 3\n", "expected three tables"),
        ("hints.toml", HINTS.replace("text", "txt"), "hints.toml: a hint has no text"),
    ],
)
def test_an_exercise_that_is_not_as_it_should_be_says_so(
    exercise: Path, chapter: Chapter, name: str, text: str, message: str
) -> None:
    write(exercise / name, text)

    with pytest.raises(CourseError, match=message) as caught:
        read_all(chapter)

    assert str(caught.value).startswith("exercises/ch02_table/tea_pot/")


def test_an_exercise_without_hints_says_so(exercise: Path, chapter: Chapter) -> None:
    (exercise / "hints.toml").unlink()

    with pytest.raises(CourseError, match="hints.toml: there is no such file"):
        read_all(chapter)


def test_exercises_are_in_the_order_of_their_names(
    exercise: Path, chapter: Chapter
) -> None:
    for name in ("zebra", "apple"):
        write(exercise.parent / name / "task.md", f"# {name}\n\nDo it.\n")
        write(exercise.parent / name / "hints.toml", HINTS)

    assert [found.name for found in exercises_of(chapter)] == [
        "apple",
        "tea_pot",
        "zebra",
    ]


def test_the_files_of_an_exercise_are_known_without_what_python_leaves(
    exercise: Path, chapter: Chapter
) -> None:
    write(exercise / "solution/__pycache__/main.py", "")
    write(exercise / "planted/models.py", "")

    found = find_exercise(chapter, "tea_pot")

    assert found.solved == (exercise / "solution/main.py",)
    assert found.planted == (exercise / "planted/models.py",)
    assert found.tests == "tests/ch02_table/exercises/tea_pot"


def test_files_of_any_kind_may_be_in_subfolders(
    exercise: Path, chapter: Chapter
) -> None:
    write(exercise / "solution/migrations/versions/0003_mug.py", "")
    write(exercise / "solution/migrations/__pycache__/env.pyc", "")
    write(exercise / "solution/alembic.ini", "")

    found = find_exercise(chapter, "tea_pot")

    assert [found.name_of(file) for file in found.solved] == [
        "alembic.ini",
        "main.py",
        "migrations/versions/0003_mug.py",
    ]


def test_a_solution_is_compared_with_the_file_at_its_place(
    exercise: Path, chapter: Chapter
) -> None:
    mug = "migrations/versions/0003_mug.py"
    write(chapter.path / "0003_mug.py", "another = 1\n")
    write(exercise / "planted" / mug, "size = 1\n")
    write(exercise / "solution" / mug, "size = 2\n")

    diff = find_exercise(chapter, "tea_pot").solution()

    assert f"--- before/{mug}\n+++ after/{mug}\n@@ -1 +1 @@\n-size = 1\n" in diff


def read_all(chapter: Chapter) -> None:
    exercise = find_exercise(chapter, "tea_pot")
    exercise.task()
    exercise.hints()
