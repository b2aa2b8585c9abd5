"""Grades the exercise: Your tests on a real server."""
