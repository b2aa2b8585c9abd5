"""The tests of this folder can fail: a planted mistake makes them red."""

from pathlib import Path

import pytest

import chapters

from ..server import running_server
from .run import Effort, Run, run_schemathesis

SOUND = """
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/items/{number}", responses={404: {"description": "There is none"}})
def read_item(number: int) -> dict[str, int]:
    if not 0 <= number < 1000:
        raise HTTPException(404)
    return {"number": number}
"""


@pytest.fixture
def planted(
    tmp_path: Path, base_url: str | None, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Let the server take its chapter from a folder of the test."""
    if base_url:
        pytest.skip("starts a server of its own")
    package = tmp_path / "planted" / "ch04_planted"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.setattr(chapters, "__path__", [str(package.parent)])
    return package / "main.py"


def run(folder: Path) -> Run:
    with running_server("ch04_planted", folder) as server:
        return run_schemathesis(server.url, folder, {}, Effort(examples=10))


def test_a_sound_application_is_green(planted: Path, tmp_path: Path) -> None:
    planted.write_text(SOUND)

    found = run(tmp_path)

    assert found.failures == {}, found.text
    assert found.report["exit_code"] == 0


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("404: {", "409: {", "Undocumented status code"),
        ("raise HTTPException(404)", "raise ValueError(number)", "Server error"),
    ],
)
def test_a_planted_mistake_is_red(
    planted: Path, tmp_path: Path, old: str, new: str, title: str
) -> None:
    assert old in SOUND
    planted.write_text(SOUND.replace(old, new))

    found = run(tmp_path)

    assert found.report["exit_code"] == 1
    assert found.failures[title] == ["GET /items/{number}"], found.text
