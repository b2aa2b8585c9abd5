"""Grades the exercise: Import what is new."""
