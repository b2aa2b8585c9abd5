"""Grades the exercise: A newsletter."""
