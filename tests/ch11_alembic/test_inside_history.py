"""The revisions: what they make of a database, and leave of it, and of its rows."""

import logging
import shutil
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import URL, Connection, inspect, text

from tests.application import Application, alembic_config, package_path
from tests.schema import describe

from .history import connected, file_of, ids_of

ROWS = text("SELECT id, username, email, age FROM users ORDER BY id")


@pytest.fixture
def stem(application: Application) -> str:
    return application.stem


def insert(connection: Connection, name: str) -> None:
    values = {"name": name, "email": f"{name}@example.com"}
    columns = "INSERT INTO users (username, email, age)"
    connection.execute(text(f"{columns} VALUES (:name, :email, 30)"), values)
    connection.commit()


def rows(connection: Connection) -> list[tuple[object, ...]]:
    found = [tuple(row) for row in connection.execute(ROWS)]
    connection.rollback()
    return found


def test_the_history_has_one_end(stem: str) -> None:
    ids = ids_of(stem)

    assert len(ids) == len(set(ids)) >= 2


def test_an_upgraded_database_is_what_the_models_say(
    application: Application, stem: str, database_url: URL
) -> None:
    assert application.metadata is not None
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)

        command.upgrade(config, "head")

        command.check(config)
        upgraded = describe(connection)
        command.downgrade(config, "base")
        application.metadata.create_all(connection)
        assert upgraded == describe(connection)


def test_after_a_downgrade_to_base_nothing_is_left(
    stem: str, database_url: URL
) -> None:
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)
        command.upgrade(config, "head")

        command.downgrade(config, "base")

        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 0


@pytest.mark.databases("postgresql")
def test_no_type_or_sequence_is_left_either(stem: str, database_url: URL) -> None:
    own = "FROM {} JOIN pg_namespace n ON n.oid = {} WHERE n.nspname = 'public'"
    types = own.format("pg_type t", "t.typnamespace AND t.typtype = 'e'")
    sequences = own.format("pg_class c", "c.relnamespace AND c.relkind = 'S'")
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)
        command.upgrade(config, "head")

        command.downgrade(config, "base")

        assert connection.scalar(text(f"SELECT count(*) {types}")) == 0
        assert connection.scalar(text(f"SELECT count(*) {sequences}")) == 0


def test_each_revision_can_be_taken_back_and_made_again(
    stem: str, database_url: URL
) -> None:
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)
        states = [describe(connection)]
        for revision in ids_of(stem):
            command.upgrade(config, revision)
            states.append(describe(connection))

            command.downgrade(config, "-1")

            assert describe(connection) == states[-2]
            command.upgrade(config, revision)
            assert describe(connection) == states[-1]


def test_rows_survive_each_revision_forward_and_back(
    stem: str, database_url: URL
) -> None:
    first, *later = ids_of(stem)
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)
        command.upgrade(config, first)
        insert(connection, "alpha")
        before = rows(connection)

        for revision in [*later, *([first] if later else [])]:
            move = command.downgrade if revision == first else command.upgrade
            move(config, revision)

            assert rows(connection) == before


def test_an_id_is_never_given_again_after_an_upgrade(
    stem: str, database_url: URL
) -> None:
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)
        command.upgrade(config, ids_of(stem)[0])
        for name in ("alpha", "beta"):
            insert(connection, name)
        command.upgrade(config, "head")
        connection.execute(text("DELETE FROM users WHERE username = 'beta'"))
        connection.commit()

        insert(connection, "gamma")

        assert [row[:2] for row in rows(connection)] == [(1, "alpha"), (3, "gamma")]


@pytest.mark.until("ch12")  # which has taken the column away
def test_a_database_that_exists_is_stamped_and_upgraded(
    stem: str, database_url: URL
) -> None:
    """As chapter 10 has made it: the tables of the first revision, and no number."""
    with connected(database_url) as connection:
        config, first = alembic_config(stem, connection), ids_of(stem)[0]
        command.upgrade(config, "head")
        wanted = describe(connection)
        command.downgrade(config, first)
        connection.execute(text("DROP TABLE alembic_version"))
        connection.commit()
        insert(connection, "alpha")
        before = rows(connection)

        command.stamp(config, first)
        command.upgrade(config, "head")

        assert describe(connection) == wanted
        assert rows(connection) == before


@pytest.mark.databases("sqlite")
def test_a_migration_lets_the_loggers_live(stem: str, database_url: URL) -> None:
    log, root = logging.getLogger("shop.orders"), logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with connected(database_url) as connection:
        command.upgrade(alembic_config(stem, connection), "head")

    assert not log.disabled
    assert (root.handlers, root.level) == (handlers, level)


@pytest.mark.databases("sqlite")
def test_each_revision_says_what_it_does_and_uses_no_model(stem: str) -> None:
    """The models of next year are others, and the revision has to do the same."""
    for revision in ids_of(stem):
        source = file_of(stem, revision).read_text(encoding="utf-8")

        assert f"chapters.{stem}" not in source
        assert "from .." not in source
        assert "please adjust" not in source


@pytest.mark.databases("sqlite")
def test_a_draft_for_sqlite_makes_a_new_table(
    stem: str, database_url: URL, tmp_path: Path
) -> None:
    """What SQLite cannot change in place: the draft says so, and not the first run."""
    folder = tmp_path / "migrations"
    shutil.copytree(package_path(stem) / "migrations", folder)
    with connected(database_url) as connection:
        config = alembic_config(stem, connection)
        config.set_main_option("script_location", str(folder))
        command.upgrade(config, "head")
        connection.execute(text("ALTER TABLE users ADD COLUMN shoe_size INTEGER"))
        connection.commit()

        command.revision(config, "no shoes", autogenerate=True, rev_id="draft")

    (draft,) = (folder / "versions").glob("*draft*.py")
    assert "op.batch_alter_table('users'" in draft.read_text(encoding="utf-8")
