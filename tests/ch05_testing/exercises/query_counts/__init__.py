"""Grades the exercise: Tests for what a request costs."""
