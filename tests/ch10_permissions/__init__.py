"""Tests of chapter 10: permissions, the last admin, and how often one may guess."""
