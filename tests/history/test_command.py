"""The command `alembic`: which database it takes, and what it says of mistakes."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import main
from sqlalchemy import URL, make_url, text

from course.manifest import ROOT
from course.servers import finder
from course.servers.kept import FOLDER
from course.servers.kinds import KINDS

from .description import connect
from .place import Place
from .revisions import HEAD, config

Alembic = Callable[..., tuple[int, str]]
INI = ROOT / "alembic.ini"
PASSWORD = "100%@:/#?a'%s"
MAKE_USER = {
    "mysql": (
        "CREATE USER {0} IDENTIFIED BY :password",
        "GRANT ALL ON {0}.* TO {0}",
    ),
    "postgresql": (
        "CREATE ROLE {0} LOGIN PASSWORD :password",
        "GRANT ALL ON SCHEMA public TO {0}",
    ),
}
DROP_USER = {
    "mysql": ("DROP USER {}",),
    "postgresql": ("DROP OWNED BY {}", "DROP ROLE {}"),
}


@pytest.fixture
def alembic(capsys: pytest.CaptureFixture[str]) -> Iterator[Alembic]:
    """Run the command in this process; return its exit code and what it prints."""

    def run(*arguments: str, ini: str = str(INI)) -> tuple[int, str]:
        code: object = 0
        try:
            main(["-c", ini, *arguments])
        except SystemExit as end:
            code = end.code
        assert isinstance(code, int)
        return code, capsys.readouterr().out

    level = logging.getLogger("alembic").level
    yield run
    logging.getLogger("alembic").setLevel(level)


@pytest.fixture
def no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the servers of this machine: they are elsewhere, and so is compose's."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setattr(finder, "_from_compose", lambda _: None)
    for kind in KINDS.values():
        monkeypatch.delenv(kind.variable, raising=False)


def version(url: URL) -> object:
    with connect(url) as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def test_x_url_names_the_database(place: Place, alembic: Alembic) -> None:
    with place.empty() as url:
        given = f"url={url.render_as_string(hide_password=False)}"

        assert alembic("-x", given, "upgrade", "ch07") == (0, "")

        assert version(url) == "ch07"


@pytest.mark.databases("mysql", "postgresql")
def test_x_db_names_a_server(
    place: Place, alembic: Alembic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.empty() as url:
        known = url.render_as_string(hide_password=False)
        monkeypatch.setenv(KINDS[place.name].variable, known)

        assert alembic("-x", f"db={place.name}", "upgrade", "head") == (0, "")

        assert version(url) == HEAD


def test_without_a_word_it_is_the_file_of_the_ini(
    tmp_path: Path, alembic: Alembic
) -> None:
    copy = tmp_path / "alembic.ini"
    copy.write_text(INI.read_text().replace("= %(here)s", f"= {ROOT}"))
    url = make_url(f"sqlite:///{tmp_path}/history.db")

    assert alembic("upgrade", "ch07", ini=str(copy)) == (0, "")
    assert version(url) == "ch07"

    assert alembic("-x", "db=sqlite", "upgrade", "head", ini=str(copy)) == (0, "")
    assert version(url) == HEAD


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["db=oracle"],
            "-x db=NAME: no 'oracle'; there are: sqlite, mysql, postgresql.",
        ),
        (["db"], "-x db=NAME: no ''; there are: sqlite, mysql, postgresql."),
        (["name=x"], "-x takes db=NAME or url=URL, and not name."),
        (["db=mysql", "url=x"], "-x takes db=NAME or url=URL, and not db url."),
        (["url=x"], "Cannot use this URL: Could not parse SQLAlchemy URL"),
        (["url=oracle+x://a"], "Cannot use this URL: Can't load plugin"),
        (["url=mysql+x://a"], "Cannot use this URL: Can't load plugin"),
        (
            ["url=mysql://a:pw@127.0.0.1:1/b"],
            "Cannot connect to mysql+pymysql://a:***@",
        ),
        (
            ["url=postgres://a@127.0.0.1:1/b"],
            "Cannot connect to postgresql+psycopg2://",
        ),
        (["url=sqlite:////no/where.db"], "Cannot connect to sqlite:////no/where.db: "),
    ],
)
def test_a_mistake_is_a_sentence(
    alembic: Alembic, arguments: list[str], sentence: str
) -> None:
    options = [part for argument in arguments for part in ("-x", argument)]

    code, printed = alembic(*options, "upgrade", "head")

    assert code != 0
    assert " ".join(printed.split()).startswith(f"FAILED: {sentence}")


@pytest.mark.parametrize(
    ("name", "url", "sentence"),
    [
        (
            "mysql",
            "mysql://root:secret@127.0.0.1:1/shop",
            "MYSQL_URL names a server that does not answer, "
            "mysql+pymysql://root:***@127.0.0.1:1/shop: ",
        ),
        ("postgresql", "nonsense", "POSTGRESQL_URL is not a URL such as "),
    ],
)
def test_a_dead_url_of_the_environment_is_a_sentence(
    alembic: Alembic,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    url: str,
    sentence: str,
) -> None:
    monkeypatch.setenv(KINDS[name].variable, url)

    code, printed = alembic("-x", f"db={name}", "upgrade", "head")

    assert code != 0
    assert " ".join(printed.split()).startswith(f"FAILED: {sentence}")


@pytest.mark.usefixtures("no_server")
@pytest.mark.databases("mysql", "postgresql")
def test_without_a_server_it_says_how_to_get_one(
    database: str, alembic: Alembic
) -> None:
    code, printed = alembic("-x", f"db={database}", "upgrade", "head")

    title = KINDS[database].title
    assert code != 0
    assert " ".join(printed.split()) == (
        f"FAILED: No {title} server runs; try: course servers up {database}"
    )


@pytest.mark.databases("mysql", "postgresql")
def test_the_database_of_the_server_itself_is_left_alone(
    place: Place, alembic: Alembic, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS[place.name]
    with place.empty() as url:
        admin = url.set(database=kind.admin)
    monkeypatch.setenv(kind.variable, admin.render_as_string(hide_password=False))

    code, printed = alembic("-x", f"db={place.name}", "current")

    assert code != 0
    assert f"FAILED: {kind.variable} names no database of yours" in printed


@pytest.mark.databases("mysql", "postgresql")
def test_a_password_may_hold_any_sign(
    place: Place, alembic: Alembic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.empty() as admin, user_of(admin) as url:
        known = url.render_as_string(hide_password=False)
        assert alembic("-x", f"url={known}", "upgrade", "ch03") == (0, "")

        monkeypatch.setenv(KINDS[place.name].variable, known)
        assert alembic("-x", f"db={place.name}", "upgrade", "ch07") == (0, "")

        command.upgrade(config(url), "head")
        assert version(url) == HEAD


@contextmanager
def user_of(url: URL) -> Iterator[URL]:
    """Make a user with a difficult password, who may change the database."""
    name = str(url.database)
    values = {"password": PASSWORD}
    with connect(url) as connection:
        for statement in MAKE_USER[url.get_backend_name()]:
            connection.execute(text(statement.format(name)), values)
        yield url.set(username=name, password=PASSWORD)
        for statement in DROP_USER[url.get_backend_name()]:
            connection.exec_driver_sql(statement.format(name))


@pytest.mark.usefixtures("no_server")
@pytest.mark.parametrize("name", ["sqlite", "mysql", "postgresql"])
def test_sql_is_written_without_a_server(name: str, alembic: Alembic) -> None:
    code, printed = alembic("-x", f"db={name}", "upgrade", "head", "--sql")

    assert code == 0
    assert printed.count("CREATE TABLE users (") == 1
    assert "%%" not in printed


def test_from_a_shell_there_is_no_traceback(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "alembic", "-c", str(INI), "-x", "db=x", "current"]

    done = subprocess.run(
        words, cwd=tmp_path, capture_output=True, check=False, text=True
    )

    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    assert "no 'x'; there are: sqlite, mysql, postgresql." in done.stderr
