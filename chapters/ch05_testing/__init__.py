"""Chapter 5: tests that isolate themselves."""
