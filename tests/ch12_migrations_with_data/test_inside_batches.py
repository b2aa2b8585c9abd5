"""The fill in batches: killed in the middle, it goes on, and does no row twice.

`make batches` does the same with 100,000 users, and measures it.
"""

import logging
import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.application import package_path

from .batches import count_fills, fills, kill_after, load_revision, start_fill
from .processes import address_of, insert_many
from .releases import NEW, Release
from .workspace import Workspace

USERS = 20_000


@pytest.fixture
def release(tmp_path: Path) -> Release:
    release = Release(4, tmp_path / "folder", NEW)
    shutil.copytree(
        package_path(NEW), release.package, ignore=shutil.ignore_patterns("*.db")
    )
    return release


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such kill")
def test_a_fill_that_was_killed_goes_on_where_it_was(
    workspace: Workspace, release: Release, engine: Engine
) -> None:
    workspace.upgrade("0004")
    insert_many(engine, 1, USERS)
    count_fills(engine)

    code = kill_after(start_fill(release, engine), batches=2)

    assert code == -9
    assert workspace.revision() == "0004"
    assert 2_000 <= fills(engine)[0] < USERS

    process = start_fill(release, engine)
    process.communicate(timeout=60)

    assert process.returncode == 0
    assert workspace.revision() == "0005"
    assert fills(engine) == (USERS, USERS)
    expected = {number: address_of(number) for number in range(1, USERS + 1)}
    assert workspace.addresses() == expected


def test_each_batch_is_told_and_committed(
    workspace: Workspace, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.upgrade("0004")
    insert_many(engine, 1, 2_500)
    workspace.rows("DELETE FROM users WHERE id = 7")
    caplog.set_level(logging.INFO, "alembic.runtime.migration")

    workspace.upgrade("0005")

    said = [text for text in caplog.messages if text.startswith("users up to")]
    assert said == [
        "users up to id 1001 are done, 1000 of them changed",
        "users up to id 2001 are done, 2000 of them changed",
        "users up to id 2500 are done, 2499 of them changed",
    ]


def test_a_batch_has_a_thousand_users() -> None:
    assert load_revision().BATCH == 1000
