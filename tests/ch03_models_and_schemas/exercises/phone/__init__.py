"""Grades the exercise: A phone number that nobody sees."""
