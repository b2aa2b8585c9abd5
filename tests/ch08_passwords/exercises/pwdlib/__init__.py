"""Grades the exercise: pwdlib in the place of passlib."""
