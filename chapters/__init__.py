"""The chapters: each package is the whole application at the end of its chapter."""
