"""Promises of chapter 10, run on every later chapter."""

import pytest

from tests.ch10_permissions.test_escalation import *  # noqa: F403

pytestmark = pytest.mark.since("ch10")
