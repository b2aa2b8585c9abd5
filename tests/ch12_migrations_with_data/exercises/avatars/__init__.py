"""Grades the exercise: A key for each avatar."""
