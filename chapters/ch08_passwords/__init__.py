"""Chapter 8: a password is kept as a hash, verified, and never leaked."""
