"""Grades the exercise: Tests for a taken name in a PATCH."""
