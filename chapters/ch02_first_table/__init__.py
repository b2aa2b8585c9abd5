"""Chapter 2: the users move from a list into a table."""
