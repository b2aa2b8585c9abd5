"""The fixture `shop`: an empty database, and Alembic on the learner's revisions."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, NullPool, create_engine

from .migrated import Migrated


@pytest.fixture
def shop(chapter: str, database_url: URL, base_url: str | None) -> Iterator[Migrated]:
    """Give the test an empty database, and Alembic's commands on it."""
    if base_url:
        pytest.skip("runs migrations, and a running server has run them")
    engine = create_engine(database_url, poolclass=NullPool)
    yield Migrated(chapter, engine)
    engine.dispose()
