"""The proofs that the exercises can be done, and are not done yet."""
