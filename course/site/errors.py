"""What can be wrong with a fence, and how a page's author is told."""

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN_NAMES = 12


class FenceError(Exception):
    """One sentence for the author of a page: what is wrong with a fence.

    `offset` counts lines from the fence's first line to the one that is wrong.
    """

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def hint(name: str, known: Iterable[str]) -> str:
    """Return a sentence that leads from the unknown `name` to the `known` ones.

    It names the nearest when some are near, otherwise all, at most twelve.
    """
    names = sorted(set(known))
    if not names:
        return "There is none."
    left_out = len(names) - SHOWN_NAMES
    more = f" and {left_out} more" if left_out > 0 else ""
    everything = f"There is: {', '.join(names[:SHOWN_NAMES])}{more}."
    return nearest(name, names) or everything


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the question whether a near name was meant, empty when none is near."""
    names = sorted(set(known))
    longer = [known for known in names if name and known.startswith(name)]
    near = longer[:3] or get_close_matches(name, names, n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else ""
