"""The same as processes: what a person types, and what she reads."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL, inspect

from tests.application import Application, package_path
from tests.schema import describe
from tests.server import Server

from .history import connected, ids_of

pytestmark = pytest.mark.long

Run = Callable[..., "subprocess.CompletedProcess[str]"]

DEAD = [
    "sqlite:////no/such/folder/shop.db",
    "mysql+pymysql://shop:p%40ss%25%2F@127.0.0.1:1/shop",
    "postgresql+psycopg2://shop:p%40ss%25%2F@127.0.0.1:1/shop",
]
# What a person adds to her models: a table, and a column of another one.
MORE = """

from sqlalchemy import String as Text  # noqa: E402


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)


User.nickname = mapped_column(Text(20))
"""


@pytest.fixture
def folder(application: Application, tmp_path: Path) -> Path:
    """Copy the chapter into a folder, as a learner has it."""
    ignore = shutil.ignore_patterns("__pycache__", "*.db*")
    package = tmp_path / "chapters" / application.stem
    shutil.copytree(package_path(application.stem), package, ignore=ignore)
    return tmp_path


@pytest.fixture
def run(application: Application, folder: Path) -> Run:
    """Run a module in that folder; `url` names the database."""
    ini = f"chapters/{application.stem}/alembic.ini"

    def run(url: URL | str, *words: str) -> "subprocess.CompletedProcess[str]":
        if isinstance(url, URL):
            url = url.render_as_string(hide_password=False)
        own = {"DATABASE_URL": url, "ALEMBIC_CONFIG": ini}
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=folder,
            env=os.environ | own | {"PYTHONDONTWRITEBYTECODE": "1"},
            input="Passw0rd\n",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_the_four_commands_of_a_change(
    application: Application, folder: Path, run: Run, database_url: URL
) -> None:
    models = folder / "chapters" / application.stem / "models.py"
    models.write_text(models.read_text() + MORE)

    codes = {
        command: run(database_url, "alembic", *command.split()).returncode
        for command in (
            "upgrade head",
            "revision --autogenerate -m notes",
            "upgrade +1",
            "check",
            "downgrade -1",
        )
    }

    assert set(codes.values()) == {0}, codes
    with connected(database_url) as connection:
        tables = describe(connection)
    assert "notes" not in tables
    assert "nickname" not in str(tables["users"])


def test_a_model_without_its_revision_is_named(
    application: Application, folder: Path, run: Run, database_url: URL
) -> None:
    run(database_url, "alembic", "upgrade", "head")
    models = folder / "chapters" / application.stem / "models.py"
    models.write_text(models.read_text() + MORE)

    done = run(database_url, "alembic", "check")

    assert done.returncode != 0
    assert re.search(r"add_table.*'notes'", done.stdout)
    assert re.search(r"add_column.*'users'.*'nickname'", done.stdout)


def test_a_draft_is_refused_while_the_database_is_behind(
    application: Application, run: Run, database_url: URL
) -> None:
    run(database_url, "alembic", "upgrade", ids_of(application.stem)[0])

    done = run(database_url, "alembic", "revision", "--autogenerate", "-m", "more")

    assert done.returncode != 0
    assert "Target database is not up to date." in done.stdout


def test_the_sql_is_written_without_a_server(
    run: Run, database: str, database_url: URL
) -> None:
    """And the URL's password has what an ini file would not let pass."""
    dead = next(url for url in DEAD if url.startswith(database))

    done = run(dead, "alembic", "upgrade", "head", "--sql")

    assert (done.returncode, "CREATE TABLE users" in done.stdout) == (0, True)
    with connected(database_url) as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in re.split(r";\n", done.stdout):
            if re.sub(r"(?m)^--.*$", "", statement).strip():
                connection.exec_driver_sql(statement.replace("%", "%%"))
        written = describe(connection)
    run(database_url, "alembic", "downgrade", "base")
    run(database_url, "alembic", "upgrade", "head")
    with connected(database_url) as connection:
        assert describe(connection) == written


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("url", DEAD)
def test_a_password_with_signs_is_no_placeholder(run: Run, url: str) -> None:
    done = run(url, "alembic", "current")

    assert done.returncode != 0
    assert "interpolation" not in done.stderr
    assert re.search(r"unable to open|Can't connect|Connection refused", done.stderr)
    assert "p@ss" not in done.stderr


@pytest.mark.databases("sqlite")
def test_a_database_may_be_called_with_signs(run: Run, folder: Path) -> None:
    done = run("sqlite:///50%@home.db", "alembic", "upgrade", "head")

    assert done.returncode == 0
    assert (folder / "50%@home.db").exists()


@pytest.mark.parametrize(
    ("program", "words"),
    [("create_admin", ("alpha", "alpha@example.com")), ("seed", ())],
)
def test_a_program_refuses_an_empty_database_in_one_sentence(
    application: Application,
    run: Run,
    database_url: URL,
    program: str,
    words: tuple[str, ...],
) -> None:
    done = run(database_url, f"chapters.{application.stem}.{program}", *words)

    (sentence,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert "alembic upgrade head" in sentence
    with connected(database_url) as connection:
        assert inspect(connection).get_table_names() == []


@pytest.mark.databases("sqlite")
def test_the_server_ends_with_the_sentence(
    application: Application, tmp_path: Path
) -> None:
    server = Server(application.stem, tmp_path)
    (server.package / "shop.db").unlink()
    server.start()
    try:
        assert server.wait_for_the_end() != 0
        assert "run alembic upgrade head" in server.log()
    finally:
        server.close()


@pytest.mark.databases("sqlite")
def test_a_change_without_a_revision_fails_these_tests(
    application: Application, folder: Path, pytestconfig: pytest.Config
) -> None:
    models = folder / "chapters" / application.stem / "models.py"
    models.write_text(models.read_text() + MORE)
    file = "tests/ch11_alembic/test_inside_history.py"
    name = "test_an_upgraded_database_is_what_the_models_say"

    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider"),
            *("--db", "sqlite", "--chapters-path", str(folder / "chapters")),
            f"{file}::{name}",
        ],
        cwd=pytestconfig.rootpath,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert re.search(r"add_table.*'notes'", done.stdout)
    assert re.search(r"add_column.*'users'.*'nickname'", done.stdout)
