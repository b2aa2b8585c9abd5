"""Grades the exercise: PyJWT in the place of python-jose."""
