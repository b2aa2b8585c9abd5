"""Grades the exercise: Wishes."""
