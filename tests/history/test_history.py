"""An empty database that is brought to a revision has the tables of its chapters."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, text

from course.manifest import ROOT
from tests.application import load_application

REVISION_OF = {
    "ch03_models_and_schemas": "ch03",
    "ch04_crud": "ch03",
    "ch05_testing": "ch03",
    "ch06_mysql": "ch03",  # on SQLite; MySQL gets other types
    "ch07_postgresql": "ch07",
    "ch08_passwords": "ch08",
    "ch09_jwt": "ch09",
    "ch10_permissions": "ch10",
}

KEPT = {"alembic_version", "sqlite_sequence"}  # of Alembic and SQLite themselves


def config(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'history%.db'}"


def tables(url: str) -> dict[str, list[str]]:
    """Return what the SQL of each table of the shop says, as SQLite keeps it.

    In order: a column that was added later stands elsewhere than one made at once.
    """
    engine = create_engine(url)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    with engine.connect() as connection:
        found = {str(row.name): str(row.sql) for row in connection.execute(text(query))}
    engine.dispose()
    parts = {
        name: re.split(r",? ?\n\t?|, (?=preferences|hashed|token)", sql)
        for name, sql in found.items()
    }
    return {name: sorted(parts[name]) for name in parts if name not in KEPT}


@pytest.mark.parametrize(("stem", "revision"), REVISION_OF.items())
def test_the_migrations_make_the_tables_of_the_models(
    url: str, tmp_path: Path, stem: str, revision: str
) -> None:
    metadata = load_application(stem).metadata
    assert metadata is not None
    models = f"sqlite:///{tmp_path / 'models.db'}"
    engine = create_engine(models)
    metadata.create_all(engine)
    engine.dispose()

    command.upgrade(config(url), revision)

    assert tables(url) == tables(models)
    assert set(tables(url)) == set(metadata.tables) | indexes(metadata)


def indexes(metadata: MetaData) -> set[str]:
    """Return the names of the indexes that SQLite has, too."""
    return {
        str(index.name)
        for table in metadata.sorted_tables
        for index in table.indexes
        if not index.dialect_options["postgresql"]["ops"]
    }


def test_the_last_revision_has_all_that_the_models_have(url: str) -> None:
    command.upgrade(config(url), "head")

    command.check(config(url))


def test_down_to_the_base_nothing_is_left(url: str) -> None:
    command.upgrade(config(url), "head")

    command.downgrade(config(url), "base")

    assert tables(url) == {}


def test_the_command_takes_a_url_and_writes_sql(url: str) -> None:
    alembic = [sys.executable, "-m", "alembic", "-x", f"url={url}", "upgrade", "ch03"]

    subprocess.run(alembic, cwd=ROOT, capture_output=True, check=True)
    offline = subprocess.run(
        [*alembic, "--sql"], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert list(tables(url)) == ["users"]
    assert "CREATE TABLE users (" in offline.stdout


def test_the_history_is_one_line_with_readable_ids() -> None:
    script = ScriptDirectory.from_config(config("sqlite://"))

    assert len(script.get_heads()) == 1
    assert [revision.revision for revision in script.walk_revisions()] == [
        "ch10",
        "ch09",
        "ch08",
        "ch07",
        "ch03",
    ]
