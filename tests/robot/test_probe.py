"""What the robot puts into the reader's Python, and what it tells our tests."""

import os
import subprocess
import sys
from pathlib import Path

from course.robot.visit import PROBE

from .conftest import PAGE, SmallSite

CONNECT = """
from sqlalchemy import create_engine, text

with create_engine("sqlite://").begin() as connection:
    connection.execute(text("SELECT :name"), {"name": "alpha"})
"""
LOADED = "import sys; print('sqlalchemy' in sys.modules)"
TESTS = "echo python -m pytest tests/ch02_greet"


def run(program: str, log: Path) -> str:
    env = os.environ | {"PYTHONPATH": str(PROBE), "ROBOT_SQL": str(log)}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_sql_that_a_program_sends_is_noted(tmp_path: Path) -> None:
    log = tmp_path / "sql.log"

    run(CONNECT, log)

    assert log.read_text() == "BEGIN\nSELECT ?\n-- ('alpha',)\nCOMMIT\n"


def test_a_program_without_sqlalchemy_does_not_load_it(tmp_path: Path) -> None:
    assert run(LOADED, tmp_path / "sql.log") == "False\n"


def test_our_tests_run_on_the_database_of_the_tabs(small_site: SmallSite) -> None:
    typed = f"```bash\n{TESTS} > ours\n```\n\n```bash\n{TESTS} > theirs\n```\n"
    page = f"[[In the folder of the course]]:\n\n{typed}\n## Exercises"
    small_site.write("chapters/ch02_greet", PAGE.replace("## Exercises", page))

    assert small_site.follow().difference == ""

    ours = small_site.root / "ours"
    theirs = small_site.folder / "work/ch02_greet/shop/theirs"
    assert ours.read_text() == "python -m pytest tests/ch02_greet --db sqlite\n"
    assert theirs.read_text() == "python -m pytest tests/ch02_greet\n"
