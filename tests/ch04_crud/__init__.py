"""The tests of chapter 4."""
