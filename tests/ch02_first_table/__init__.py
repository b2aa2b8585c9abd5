"""The tests of chapter 2."""
