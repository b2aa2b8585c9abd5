"""Grades the exercise: Several users at once."""
