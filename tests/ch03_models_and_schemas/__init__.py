"""The tests of chapter 3."""
