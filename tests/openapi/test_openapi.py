"""Schemathesis sends what the OpenAPI document allows, and what it does not."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from ..server import running_server
from .run import EXAMPLES, run_schemathesis
from .targets import TARGETS, Target, is_signed_in

PLACES = [
    pytest.param(target, database, id=f"{target.stem}-{database}")
    for target in TARGETS
    if target.always or EXAMPLES
    for database in target.databases
]


@pytest.mark.parametrize(("target", "database"), PLACES, indirect=["database"])
def test_every_answer_is_one_that_the_document_describes(
    target: Target,
    database_url: URL,
    base_url: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if base_url:
        pytest.skip("starts a server of its own")
    url = database_url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)

    with running_server(target.stem, tmp_path) as server:
        headers = target.enter(server)
        run = run_schemathesis(server.url, tmp_path, headers)
        is_whole = not headers or is_signed_in(server, headers)

    operations, phases = run.report["operations"], run.report["phases"]
    assert run.failures == {}, run.text
    assert run.report["exit_code"] == 0, run.text
    assert operations["tested"] == operations["total"] > 0, run.text
    assert phases["stateful"]["status"] == "success", run.text
    assert is_whole, "the caller has locked itself out; the rest was nothing but 401"
    assert "Traceback" not in server.log()
