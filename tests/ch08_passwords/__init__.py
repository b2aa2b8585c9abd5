"""Tests of chapter 8: passwords, their hashes, and that nothing says them."""
