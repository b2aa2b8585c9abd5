"""Promises: tests of earlier chapters that every later chapter keeps."""
