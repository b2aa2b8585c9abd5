"""Copied beside the tests and run last: if it passes, failing is switched off."""


def test_what_is_wrong_fails() -> None:
    answer = 1
    assert answer == 2
