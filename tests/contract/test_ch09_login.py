"""Promises of chapter 9, run on every later chapter."""

import pytest

from tests.ch09_jwt.test_login import *  # noqa: F403

pytestmark = pytest.mark.since("ch09")
