"""Probes: what a database does, asked one question at a time.

A probe is a function that gets an empty database and returns what happened, in short
sentences. The table of docs/reference/differences.md is made of what
`tests/test_recordings/test_differences.py` recorded; `table.toml` has its order and
its words.
"""
