"""Grades the exercise: A URL from its parts."""
