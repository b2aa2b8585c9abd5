"""Recordings: what the pages show, written and compared by these tests."""
