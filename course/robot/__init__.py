"""The robot reader: it follows the pages of the built site, and knows nothing else."""
