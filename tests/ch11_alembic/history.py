"""Ask a learner's revisions and databases; nothing depends on the revisions' ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine

from tests.application import alembic_config


def ids_of(stem: str) -> list[str]:
    """Return the ids of the revisions, the first one first."""
    script = ScriptDirectory.from_config(alembic_config(stem))
    return [step.revision for step in script.walk_revisions()][::-1]


def file_of(stem: str, revision: str) -> Path:
    """Return the file of a revision."""
    script = ScriptDirectory.from_config(alembic_config(stem)).get_revision(revision)
    assert script is not None
    return Path(script.path)


@contextmanager
def connected(url: URL) -> Iterator[Connection]:
    """Connect to a database; Alembic and the test commit by themselves."""
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
