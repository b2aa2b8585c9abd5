"""Promises of chapter 2, run on every later chapter."""

import pytest

from tests.ch02_first_table.test_inside_startup import *  # noqa: F403

pytestmark = pytest.mark.since("ch02")
