"""Promises of chapter 8, run on every later chapter."""

import pytest

from tests.ch08_passwords.test_invalid_request import *  # noqa: F403

pytestmark = pytest.mark.since("ch08")
