"""Promises of chapter 7, run on every later chapter."""

import pytest

from tests.ch07_postgresql.test_inside_dialects import *  # noqa: F403

pytestmark = pytest.mark.since("ch07")
