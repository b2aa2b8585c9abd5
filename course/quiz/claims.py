"""Bind a proof to its option: what it asserts is in the words of that option.

Without it two proofs could change places unnoticed, if both pass or both fail, and a
proof could fail for a reason that its option does not speak of.
"""

import ast
from collections.abc import Iterator, Sequence

from .options import ChoiceOption


def check_claims(options: Sequence[ChoiceOption]) -> None:
    """Raise ValueError unless each proof claims its own option's words.

    A proof claims with the message of an `assert`; the message stands in the text of
    the option, and in the text of no other.
    """
    for number, option in enumerate(options, start=1):
        if option.proof is not None:
            others = [other.text for other in options if other is not option]
            try:
                _check(option.text, others, list(find_claims(option.proof)))
            except ValueError as error:
                raise ValueError(f"option {number}: {error}") from None


def find_claims(proof: str) -> Iterator[str]:
    """Yield the messages of the `assert` statements that have one.

    Raises ValueError for a proof that is not Python, or a message that is no string.
    """
    try:
        tree = ast.parse(proof)
    except SyntaxError as error:
        message = f"'proof' is not Python (line {error.lineno}: {error.msg})"
        raise ValueError(message) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.msg is not None:
            if not isinstance(node.msg, ast.Constant):
                raise ValueError("the message of an assert must be a plain string")
            yield str(node.msg.value)


def _check(text: str, others: Sequence[str], claims: Sequence[str]) -> None:
    if not claims:
        raise ValueError('the proof needs an assert CONDITION, "WORDS OF THE OPTION"')
    for claim in claims:
        words = _plain(claim)
        if not words or words not in _plain(text):
            raise ValueError(f"the proof claims '{claim}', which its text does not say")
        if any(words in _plain(other) for other in others):
            raise ValueError(f"the proof claims '{claim}', which another option says")


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())
