"""Promises of chapter 11, run on every later chapter."""

import pytest

from tests.ch11_alembic.test_inside_env import *  # noqa: F403

pytestmark = pytest.mark.since("ch11")
