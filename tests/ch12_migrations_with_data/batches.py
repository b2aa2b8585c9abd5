"""The fill of revision 0005: watched, killed, and counted."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine, text

from tests.application import package_path

from .releases import NEW, Release, environment

# Each change of a user leaves a line in `fills`.
TRIGGER = {
    "sqlite": ["CREATE TRIGGER fill AFTER UPDATE ON users FOR EACH ROW"
    " BEGIN INSERT INTO fills VALUES (NEW.id); END"],
    "mysql": ["CREATE TRIGGER fill AFTER UPDATE ON users FOR EACH ROW"
    " INSERT INTO fills VALUES (NEW.id)"],
    "postgresql": [
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO fills VALUES (NEW.id); RETURN NULL; END'",
        "CREATE TRIGGER fill AFTER UPDATE ON users FOR EACH ROW"
        " EXECUTE FUNCTION note()",
    ],
}  # fmt: skip
FILL = "0005_fill_postcode_and_town.py"


def count_fills(engine: Engine) -> None:
    """Let the database write down which user was changed."""
    with engine.begin() as connection:
        for statement in [
            "CREATE TABLE fills (user_id INTEGER)",
            *TRIGGER[engine.dialect.name],
        ]:
            connection.exec_driver_sql(statement)


def fills(engine: Engine) -> tuple[int, int]:
    """Return how many changes there were, and of how many users."""
    question = "SELECT count(*), count(DISTINCT user_id) FROM fills"
    with engine.connect() as connection:
        every, users = connection.execute(text(question)).one()
    return every, users


def start_fill(release: Release, engine: Engine) -> "subprocess.Popen[str]":
    """Run the real command; its lines come on `stderr`."""
    return subprocess.Popen(
        release.alembic("upgrade", "0005"),
        cwd=release.folder,
        env=environment(engine.url.render_as_string(hide_password=False)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_after(process: "subprocess.Popen[str]", batches: int) -> int:
    """Kill the command as soon as it has told of so many batches; return its code."""
    assert process.stderr
    for _ in range(batches):
        next(line for line in process.stderr if "users up to id" in line)
    process.kill()
    process.stderr.close()
    return process.wait(60)


def load_revision() -> ModuleType:
    """Import revision 0005, whose file name is no name in Python."""
    path: Path = package_path(NEW) / "migrations" / "versions" / FILL
    spec = importlib.util.spec_from_file_location("fill_of_0005", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
