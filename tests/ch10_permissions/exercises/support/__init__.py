"""Grades the exercise: Support."""
