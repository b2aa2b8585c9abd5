"""Promises of chapter 6, run on every later chapter."""

import pytest

from tests.ch06_mysql.test_names import *  # noqa: F403

pytestmark = pytest.mark.since("ch06")
