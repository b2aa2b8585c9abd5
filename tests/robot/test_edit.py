"""The robot's editor: where a piece of code goes, and what it refuses to guess."""

import pytest

from course.robot.edit import (
    EditError,
    apply_block,
    delete_above,
    find_line,
    replace_lines,
)
from course.robot.sentences import understand

FILE = '''"""A shop."""

import sys

PORT = 1
# How long we wait.
WAIT = 2


@property
def first() -> int:
    return PORT


def second() -> int:
    value = first()
    return value
'''


def apply(sentence: str, block: str) -> str:
    return apply_block(FILE, block, understand(sentence))


def test_a_value_goes_directly_below_another() -> None:
    text = apply("Put this directly below `PORT`", "NAME = 3\n")

    assert "PORT = 1\nNAME = 3\n# How long we wait.\nWAIT = 2\n" in text


def test_a_value_goes_below_another_after_an_empty_line() -> None:
    text = apply("Put it below `WAIT`", "NAME = 3\n")

    assert "WAIT = 2\n\nNAME = 3\n\n\n@property\n" in text


def test_a_value_goes_directly_above_another() -> None:
    text = apply("Put it directly above `WAIT`", "NAME = 3\n")

    assert "PORT = 1\n\nNAME = 3\n# How long we wait.\nWAIT = 2\n" in text


def test_a_function_has_two_empty_lines_around_it() -> None:
    text = apply("Add it above `PORT`", "def new() -> None:\n    pass\n")

    assert "import sys\n\n\ndef new() -> None:\n    pass\n\n\nPORT = 1\n" in text


def test_the_end_is_the_end() -> None:
    text = apply("Add it at the end", "def new() -> None:\n    pass\n")

    assert text == FILE + "\n\ndef new() -> None:\n    pass\n"


def test_below_the_imports_there_is_an_empty_line() -> None:
    text = apply("Put this below the imports", "NAME = 3\n")

    assert "import sys\n\nNAME = 3\n\nPORT = 1\n" in text


def test_a_function_is_replaced_with_its_decorators() -> None:
    text = apply("Replace `first`", "def first() -> int:\n    return 9\n")

    assert "WAIT = 2\n\n\ndef first() -> int:\n    return 9\n\n\ndef second" in text


def test_names_go_to_places_of_their_own() -> None:
    block = "NAME = 3\n\n\ndef new() -> None:\n    pass\n"

    text = apply("Put `NAME` directly below `PORT`, and the rest above `second`", block)

    assert "PORT = 1\nNAME = 3\n" in text
    assert "return PORT\n\n\ndef new() -> None:\n    pass\n\n\ndef second" in text


def test_what_the_file_has_already_is_only_shown() -> None:
    text = apply("Put this directly below `PORT`", "PORT = 1\nNAME = 3\n")

    assert text.count("PORT = 1") == 1
    assert "PORT = 1\nNAME = 3\n" in text


@pytest.mark.parametrize(
    ("names", "written"),
    [
        ("a, b, gone", "from shop import a, b\n"),
        (
            "a, gone, this_is_a_long_name_of_a_thing, this_is_another_long_name, third",
            "from shop import a, this_is_a_long_name_of_a_thing, "
            "this_is_another_long_name, third\n",
        ),
    ],
)
def test_an_import_can_be_left_out(names: str, written: str) -> None:
    block = f"import sys\n\nfrom shop import {names}\n"

    text = apply("Replace the imports, but leave out `gone`", block)

    assert f"import sys\n\n{written}\nPORT" in text


def test_a_long_import_is_written_as_the_formatter_does() -> None:
    names = [f"a_name_of_twenty_{n}" for n in range(5)]
    block = (
        "from shop import (\n" + "".join(f"    {n},\n" for n in names) + "    x,\n)\n"
    )

    text = apply("Replace the imports, but leave out `x`", block)

    assert block.replace("    x,\n", "") in text


@pytest.mark.parametrize(
    ("sentence", "block", "problem"),
    [
        ("Put it below `nothing`", "A = 1\n", "The file has no `nothing`"),
        ("Replace `PORT`", "A = 1\n", "The block has no `PORT`"),
        ("Put `B` below `PORT`", "A = 1\n", "The block has no `B`"),
        ("Put `A` below `PORT`", "A = 1\nB = 2\n", "does not say where `B` goes"),
        ("Replace `A`", "A = 1\n", "The file has no `A`"),
        ("Add it at the end", "def (\n", "not Python"),
    ],
)
def test_what_is_not_said_is_not_guessed(
    sentence: str, block: str, problem: str
) -> None:
    with pytest.raises(EditError, match=problem):
        apply(sentence, block)


def test_a_line_is_deleted_and_its_empty_lines_close_up() -> None:
    text = "a = 1\n\n\nb = 2\n\n\nc = 3\n"

    assert replace_lines(text, "b = 2", "", None) == "a = 1\n\n\nc = 3\n"


def test_a_line_keeps_its_indentation() -> None:
    text = replace_lines(FILE, "value = first()", "second", ["value = 1", "print(2)"])

    assert "    value = 1\n    print(2)\n    return value\n" in text


def test_a_line_can_be_named_by_its_beginning() -> None:
    assert find_line("x = 1\nsession.add(User(name))\n", "session.add(...)", "") == 1
    assert find_line("x = 1\nreturn None\n", "return…", "") == 1


@pytest.mark.parametrize(
    ("code", "scope", "problem"),
    [
        ("return", "", "no line `return`"),
        ("return PORT", "second", "no line `return PORT` in second"),
        ("return…", "", "2 lines"),
        ("return PORT", "third", "no `third`"),
    ],
)
def test_a_line_must_be_the_only_one(code: str, scope: str, problem: str) -> None:
    with pytest.raises(EditError, match=problem):
        find_line(FILE, code, scope)


def test_everything_above_a_line_goes() -> None:
    text = delete_above(FILE, "@property")

    assert text == FILE[FILE.index("@property") :]
