"""Tests of chapter 9: tokens."""
