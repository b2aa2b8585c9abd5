"""Runs a chapter's own tests on a learner's copy and says in plain words what came."""
