"""Grades the exercise: Four reports."""
