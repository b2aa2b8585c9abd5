"""Grades the exercise: Five reports about three revisions."""
