"""Promises of chapter 3, run on every later chapter."""

import pytest

from tests.ch03_models_and_schemas.test_inside_timestamps import *  # noqa: F403

pytestmark = pytest.mark.since("ch03")
