"""Tests of chapter 11: the schema comes from revisions."""
