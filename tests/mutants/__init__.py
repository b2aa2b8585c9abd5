"""Mutation testing of the chapters: `make mutants`."""
