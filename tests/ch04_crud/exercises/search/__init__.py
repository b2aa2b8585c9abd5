"""Grades the exercise: Search."""
