"""Promises of chapter 4, run on every later chapter."""

import pytest

from tests.ch04_crud.test_openapi import *  # noqa: F403

pytestmark = pytest.mark.since("ch04")
