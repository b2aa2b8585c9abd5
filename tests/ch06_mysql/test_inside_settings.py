"""The URL of the database comes from outside; a bad one is one sentence."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import ValidationError

from tests.application import Application, package_path

URL = "mysql+pymysql://shop:geheim@127.0.0.1:3306/shop"
OTHER = "postgresql+psycopg2://shop:geheim@127.0.0.1:5432/shop"


@pytest.fixture
def config(
    application: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> ModuleType:
    """Import the settings; there is no `.env`, and no variable is set."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "POOL_SIZE", "POOL_TIMEOUT", "POOL_RECYCLE"):
        monkeypatch.delenv(name, raising=False)
    return importlib.import_module(f"chapters.{application.stem}.config")


def test_without_a_setting_the_database_is_a_file(config: ModuleType) -> None:
    settings = config.load_settings()

    assert settings.database_url.drivername == "sqlite"
    assert Path(settings.database_url.database).name == "shop.db"


def test_a_setting_comes_from_the_file(config: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL={URL}\nOTHER=1\n")

    settings = config.load_settings()

    assert settings.database_url.password == "geheim"
    assert settings.database_url.port == 3306


def test_a_password_is_not_in_the_message_of_pydantic(config: ModuleType) -> None:
    with pytest.raises(ValidationError) as caught:
        config.Settings(database_url="mysql://shop:geheim@127.0.0.1/shop")

    assert "geheim" not in str(caught.value)


def test_the_environment_wins_over_the_file(
    config: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL={URL}\n")
    monkeypatch.setenv("DATABASE_URL", OTHER)

    settings = config.load_settings()

    assert settings.database_url.port == 5432


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "is not driver://"),
        ("geheim", "is not driver://"),
        ("mysql+pymysql://shop:ge@h:eim/x@127.0.0.1/shop", "is not driver://"),
        ("mysql+pymysql://shop:ge@heim@127.0.0.1/shop", "has a second @"),
        ("mysql://shop:geheim@127.0.0.1/shop", "begins with none of"),
        ("postgresql://shop:geheim@127.0.0.1/shop", "begins with none of"),
        ("mysql+pymysql://shop:geheim@127.0.0.1", "names no database"),
        ("sqlite://", "names no database"),
    ],
)
def test_a_bad_url_is_one_sentence_without_the_password(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch, url: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SystemExit) as stopped:
        config.load_settings()

    message = str(stopped.value)
    assert message.startswith(f"DATABASE_URL: {words}")
    assert "\n" not in message
    assert "eim" not in message


def test_a_pool_needs_a_connection(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POOL_SIZE", "0")

    with pytest.raises(SystemExit, match="^POOL_SIZE: "):
        config.load_settings()


def test_the_password_is_not_printed(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)

    settings = config.load_settings()

    assert "geheim" not in f"{settings} {settings!r} {settings.database_url}"


def test_with_a_bad_setting_the_application_does_not_start(
    config: ModuleType,  # noqa: ARG001 - skips where a server runs elsewhere
    chapter: str,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {chapter}.main"],
        cwd=package_path(chapter).parent,  # a learner's copy need not be in `chapters`
        env=os.environ | {"DATABASE_URL": "geheim", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "DATABASE_URL: is not driver://name:password@host:port/database"
    ]
