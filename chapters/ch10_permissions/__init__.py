"""Chapter 10: who may do what, and how often somebody may guess."""
