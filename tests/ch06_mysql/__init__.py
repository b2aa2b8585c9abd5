"""Chapter 6: settings, a pool, and a server that has rules of its own."""
