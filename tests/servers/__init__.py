"""Tests of the servers that the tests and the learners use."""
