"""Grades the exercise: Which languages?"""
