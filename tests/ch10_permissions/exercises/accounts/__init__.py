"""Grades the exercise: Four more reports."""
