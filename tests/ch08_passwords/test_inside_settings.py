"""What a hash costs comes from settings; needs a look inside."""

import os
import subprocess
import sys
from types import ModuleType

import pytest

from tests.application import Application, package_path

from .inside import module

SECURITY = """
from {chapter}.security import SecretStr, hash_password
print(hash_password(SecretStr("Passw0rd"))[:31])
"""


@pytest.fixture
def config(application: Application) -> ModuleType:
    return module(application, "config")


def test_without_settings_a_hash_costs_what_owasp_advises(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ARGON2_MEMORY_COST", "ARGON2_TIME_COST"):
        monkeypatch.delenv(name)

    settings = config.Settings(_env_file=None)

    assert settings.argon2_memory_cost == 19 * 1024
    assert settings.argon2_time_cost == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("ARGON2_MEMORY_COST", "7"), ("ARGON2_TIME_COST", "0"), ("ARGON2_TIME_COST", "x")],
)
def test_a_cost_that_cannot_be_stops_the_application(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit, match=f"^{name}: "):
        config.load_settings()


def test_the_smallest_cost_is_allowed(
    config: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGON2_MEMORY_COST", "8")
    monkeypatch.setenv("ARGON2_TIME_COST", "1")

    settings = config.load_settings()

    assert (settings.argon2_memory_cost, settings.argon2_time_cost) == (8, 1)


def test_a_hash_is_made_with_the_settings(
    config: ModuleType,  # noqa: ARG001 - skips where a server runs elsewhere
    chapter: str,
) -> None:
    own = {"ARGON2_MEMORY_COST": "24", "ARGON2_TIME_COST": "3"}

    done = subprocess.run(
        [sys.executable, "-c", SECURITY.format(chapter=chapter)],
        cwd=package_path(chapter).parent,  # a learner's copy need not be in `chapters`
        env=os.environ | own | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )

    assert done.stdout == "$argon2id$v=19$m=24,t=3,p=1$" + done.stdout[28:]
