"""Grades the exercise: Products."""
