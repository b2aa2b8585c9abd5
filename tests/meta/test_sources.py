import pytest

from . import sources
from .repository import Repository

MAIN = "chapters/ch04_crud/main.py"


@pytest.mark.parametrize(
    "line",
    [
        "import chapters",
        "import os, chapters.ch03_models.main",
        "from chapters import ch03_models",
        "from chapters.ch04_crud.main import name",
        "from main import name",
        "def run():\n    import main",
        "from routers.users import router",
    ],
)
def test_an_import_that_is_not_relative_is_found(
    small_course: Repository, line: str
) -> None:
    small_course.write("chapters/ch04_crud/routers/users.py", "import os\n")
    small_course.write(MAIN, f"import os\nfrom fastapi import FastAPI\n{line}\n")

    (problem,) = sources.find_absolute_imports(small_course.root)

    assert problem.startswith(f"{MAIN}:{2 + len(line.splitlines())} imports ")
    assert "write a relative import" in problem


ENV = "chapters/ch04_crud/migrations/env.py"


def test_alembic_runs_a_file_that_imports_its_own_chapter(
    small_course: Repository,
) -> None:
    own = "from chapters.ch04_crud.models import Base\n"
    small_course.write(ENV, own)

    assert list(sources.find_absolute_imports(small_course.root)) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (ENV, "from chapters.ch03_models.models import Base"),
        (ENV, "from chapters.ch04_crud2.models import Base"),
        (ENV, "from chapters import ch04_crud"),
        (ENV, "from models import Base"),
        (
            "chapters/ch04_crud/migrations/versions/0001.py",
            "import chapters.ch04_crud.models",
        ),
        ("chapters/ch04_crud/env.py", "from chapters.ch04_crud.models import Base"),
    ],
)
def test_nothing_else_is_absolute_there(
    small_course: Repository, path: str, line: str
) -> None:
    small_course.write("chapters/ch04_crud/models.py", "import os\n")
    small_course.write(path, f"{line}\n")

    (problem,) = sources.find_absolute_imports(small_course.root)

    assert problem.startswith(f"{path}:1 imports ")


def test_a_file_may_fill_two_screens_and_no_more(small_course: Repository) -> None:
    small_course.write("docs/demos/ch01_list/demo.py", "\n" * 121)
    small_course.write(MAIN, "\n" * 120)

    assert list(sources.find_long_files(small_course.root)) == [
        "docs/demos/ch01_list/demo.py has 121 lines, more than 120: divide it."
    ]


@pytest.mark.parametrize(
    "comment",
    [
        "# ----------",
        "# === Models ===",
        "####",
        "# Step 3: save it",
        "# part 2",
        "# --8<-- [start:model]",
        "# region model",
        "# endregion",
        "# START model",
        "# [docs]",
        "# [/docs]",
        "# (1)",
        "# (1)!",
    ],
)
def test_a_banner_is_found(small_course: Repository, comment: str) -> None:
    small_course.write(MAIN, f"a = 1\nb = 2  {comment}\n")

    (problem,) = sources.find_banners(small_course.root)

    assert problem == f"{MAIN}:2 has a banner ({comment}): delete it."


@pytest.mark.parametrize(
    "line",
    [
        "# SQLite keeps the digits only.",
        "# Parts of a name are joined.",
        "# noqa: ARG001 - it binds",
        "# [a, b] is a list",
        "# Started before the server is.",
        "a = '# -----'",
    ],
)
def test_a_sentence_is_no_banner(small_course: Repository, line: str) -> None:
    small_course.write(MAIN, f"{line}\n")

    assert list(sources.find_banners(small_course.root)) == []


def write_docstrings(course: Repository, last: str) -> None:
    docstrings = [f"Chapter {number}: one idea." for number in (1, 2, 3)]
    texts = [f'"""{docstring}"""\n' for docstring in (*docstrings, last)]
    course.write_copies("__init__.py", *texts)


@pytest.mark.parametrize(
    "docstring",
    [
        "Chapter 3: one more idea.",
        "chapter 4: one more idea.",
        "One more idea.",
        "Chapter 4: one more idea",
        "Chapter 4: one idea. And one more.",
        "Chapter 4: one idea\nand one more.",
        "",
    ],
)
def test_a_docstring_of_another_form_is_found(
    small_course: Repository, docstring: str
) -> None:
    write_docstrings(small_course, docstring)

    (problem,) = sources.find_package_docstrings(small_course.root)

    assert problem.startswith("chapters/ch04_crud/__init__.py: its docstring is not")


def test_a_package_without_docstring_is_found(small_course: Repository) -> None:
    write_docstrings(small_course, "Chapter 4: one more idea.")
    small_course.write("chapters/ch04_crud/__init__.py", "")

    assert len(list(sources.find_package_docstrings(small_course.root))) == 1


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("users = session.query(User)", "session.scalars()"),
        ("id = Column(Integer)", "mapped_column()"),
        ("id = sa.Column(Integer)", "mapped_column()"),
        ("orders = relationship(backref='user')", "back_populates"),
        ("Base = declarative_base()", "DeclarativeBase"),
    ],
)
def test_old_style_is_found(small_course: Repository, line: str, instead: str) -> None:
    small_course.write(
        "docs/demos/ch01_list/demo.py", f"id = mapped_column()\n{line}\n"
    )

    (problem,) = sources.find_old_style(small_course.root)

    assert problem.startswith("docs/demos/ch01_list/demo.py:2 is old style: use ")
    assert instead in problem


def test_a_revision_has_columns_of_its_own(small_course: Repository) -> None:
    path = "chapters/ch04_crud/migrations/versions/0001.py"
    lines = "from alembic import op\nid = sa.Column(sa.Integer())\n"
    small_course.write(path, lines)
    assert list(sources.find_old_style(small_course.root)) == []

    small_course.write(path, "users = session.query(User)\n")

    assert len(list(sources.find_old_style(small_course.root))) == 1
