"""The sentences that the robot understands, and those that it does not."""

import pytest

from course.robot.sentences import (
    Change,
    Clause,
    Create,
    Delete,
    InFile,
    LeaveOut,
    NotUnderstoodError,
    Place,
    Promises,
    PutBack,
    Replace,
    Run,
    Several,
    StartAgain,
    Stop,
    WriteLine,
    understand,
)


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Save it as `a.py`:", [Create("a.py")]),
        ("Create `a.py`.", [Create("a.py")]),
        (
            "In `m.py`, replace the imports, but leave out `A`:",
            [InFile("m.py"), Replace(("imports",)), LeaveOut("A")],
        ),
        ("Replace `a`, `b` and `c`", [Replace(("a", "b", "c"))]),
        (
            "in `m.py`, put `A` directly below `b`, and the rest above `c`",
            [
                InFile("m.py"),
                Place(("A",), "directly below", "b"),
                Place((), "above", "c"),
            ],
        ),
        (
            "Delete the line `x = f(a, b). y`, and put this below the imports.",
            [Delete("line", "x = f(a, b). y", ""), Place((), "below", "imports")],
        ),
        (
            "Delete everything above the line `@a`, then replace `b`",
            [Delete("everything above", "@a", ""), Replace(("b",))],
        ),
        (
            "Write `a()` below `b(...)` in `f`, with the same indentation,",
            [WriteLine("a()", "below", "b(...)", "f")],
        ),
        ("Change `a` to `b` in `f`", [Change("a", "b", "f")]),
        ("Stop the server with Ctrl+C, and start it again.", [Stop(), StartAgain()]),
        ("Put the line back; run `python a.py` again", [PutBack(), Run("python a.py")]),
        ("Try the three requests at the top of this page.", [Promises()]),
        ("Ask for the list several times", [Several()]),
    ],
)
def test_what_a_sentence_asks_for(sentence: str, clauses: list[Clause]) -> None:
    assert understand(sentence) == clauses


@pytest.mark.parametrize(
    "sentence",
    [
        "Save it as a.py",
        "Stop the serxer.",
        "Put it below",
        "Replace `a`, and dance",
        "Delete the `a`",
    ],
)
def test_a_sentence_that_is_not_understood_is_named(sentence: str) -> None:
    with pytest.raises(NotUnderstoodError, match="The robot does not understand: "):
        understand(sentence)
