"""The key comes from outside; a bad one is one sentence, which does not quote it."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import ValidationError

from tests.application import Application, package_path

LONG = "geheim-geheim-geheim-geheim-1234"
MISSING = "SECRET_KEY: is not set; write it into the file .env"
SHORT = "SECRET_KEY: has fewer than 32 bytes"


@pytest.fixture
def config(
    application: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> ModuleType:
    """Import the settings; there is no `.env`, and neither setting is set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("TOKEN_MINUTES", raising=False)
    return importlib.import_module(f"chapters.{application.stem}.config")


@pytest.mark.parametrize("key", [LONG, "ä" * 16, "🔑" * 8])
def test_a_key_of_32_bytes_is_long_enough(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", key)

    settings = config.load_settings()

    assert settings.secret_key.get_secret_value() == key
    assert settings.token_minutes == 30


def test_the_key_may_come_from_the_file(config: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SECRET_KEY={LONG}\n")

    settings = config.load_settings()

    assert settings.secret_key.get_secret_value() == LONG


def test_a_token_may_live_for_a_minute(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", LONG)
    monkeypatch.setenv("TOKEN_MINUTES", "1")

    settings = config.load_settings()

    assert settings.token_minutes == 1


def test_there_is_no_key_that_everybody_knows(config: ModuleType) -> None:
    with pytest.raises(SystemExit) as stopped:
        config.load_settings()

    assert str(stopped.value) == MISSING


@pytest.mark.parametrize("key", ["", "geheim", LONG[:31], "ä" * 15 + "g"])
def test_a_short_key_is_one_sentence_without_the_key(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", key)

    with pytest.raises(SystemExit) as stopped:
        config.load_settings()

    assert str(stopped.value) == SHORT


def test_every_bad_setting_has_its_sentence(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_MINUTES", "0")

    with pytest.raises(SystemExit) as stopped:
        config.load_settings()

    first, second = str(stopped.value).splitlines()
    assert first == MISSING
    assert second == "TOKEN_MINUTES: Input should be greater than or equal to 1"


def test_the_key_is_not_in_the_message_of_pydantic(config: ModuleType) -> None:
    with pytest.raises(ValidationError) as caught:
        config.Settings.model_validate({"secret_key": "geheim"})

    assert "geheim" not in str(caught.value)


def test_the_key_is_not_printed(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", LONG)

    settings = config.load_settings()

    assert "geheim" not in f"{settings} {settings!r} {settings.secret_key}"


@pytest.mark.parametrize(
    ("key", "sentence"), [(None, MISSING), ("geheim", SHORT)], ids=["none", "short"]
)
def test_without_a_good_key_the_application_does_not_start(
    config: ModuleType,  # noqa: ARG001 - skips where a server runs elsewhere
    chapter: str,
    tmp_path: Path,
    key: str | None,
    sentence: str,
) -> None:
    folder = package_path(chapter).parent  # a learner's copy need not be in `chapters`
    paths = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"import {chapter}.main"],
        cwd=tmp_path,
        env=os.environ | paths | ({"SECRET_KEY": key} if key else {}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [sentence]
