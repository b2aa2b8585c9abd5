from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import URL, create_engine, inspect

from tests.application import Application, package_path


@pytest.mark.until("ch11")  # which leaves it to migrations
def test_the_start_makes_the_tables(
    application: Application, monkeypatch: pytest.MonkeyPatch, database_url: URL
) -> None:
    engine = create_engine(database_url)
    monkeypatch.setattr(application.main, "engine", engine)

    with TestClient(application.app):
        tables = inspect(engine).get_table_names()

    engine.dispose()
    assert "users" in tables


def test_the_database_lies_beside_the_code(application: Application) -> None:
    assert application.database is not None

    file = Path(application.database.engine.url.database)

    assert file == package_path(application.stem) / "shop.db"
