"""Tests of chapter 7: preferences, search, report, and what is behind the seam."""
