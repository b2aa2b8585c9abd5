"""Chapter 4: create, read, update and delete, each with its failure."""
