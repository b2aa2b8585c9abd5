"""Chapter 6: the same code on a server."""
