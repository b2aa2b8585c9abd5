"""Chapter 7: what PostgreSQL adds, and where the three databases differ."""
