"""The question banks: their proofs, their form, and the tool that asks them."""
