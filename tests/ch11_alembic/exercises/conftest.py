"""The exercises run the revisions of the learner on a database of their own."""

from tests.shops import shop

__all__ = ["shop"]
