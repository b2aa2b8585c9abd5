"""Tests of chapter 12: tables change while they have rows, and readers."""
