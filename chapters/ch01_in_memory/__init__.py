"""Chapter 1: an API over a Python list."""
