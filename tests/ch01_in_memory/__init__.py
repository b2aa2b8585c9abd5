"""The tests of chapter 1."""
