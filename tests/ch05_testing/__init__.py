"""The tests of chapter 5."""
