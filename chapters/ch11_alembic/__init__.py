"""Chapter 11: the schema has a history, which brings each database up to date."""
