"""The old and the new code answer at each step of the way, while requests come in.

`make expand-contract` does the same with more rows, and more requests.
"""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from .releases import MISSING, are_missing
from .rollout import Rollout

pytestmark = [
    pytest.mark.databases("mysql", "postgresql"),
    pytest.mark.skipif(are_missing(), reason=MISSING),
]


def test_no_request_fails_on_the_way_in_small_steps(
    engine: Engine, tmp_path: Path
) -> None:
    with Rollout(tmp_path, engine, users=2_500, wait=10) as rollout:
        for number in (1, 2, 3):
            rollout.go_to(number)
        rollout.contract()

    assert rollout.traffic.failures == []
    assert min(row.requests for row in rollout.rows()) >= 10
    assert rollout.traffic.total >= 300
    assert rollout.found() == rollout.expected()


def test_requests_fail_on_the_way_in_one_step(engine: Engine, tmp_path: Path) -> None:
    with Rollout(tmp_path, engine, users=100, wait=20) as rollout:
        rollout.split_in_one_step()

    failed = {row.step: row.failed for row in rollout.rows()}
    assert failed["release 0 alone"] == 0
    assert failed["upgrade in one step, the old code runs"] > 0
    assert failed["the new code alone"] == 0
    troubles = [trouble.split(": ", 1)[1] for _, _, trouble in rollout.traffic.failures]
    assert set(troubles) == {"500 Internal Server Error"}
