"""How the robot compares what came with what a page shows."""

import pytest

from course.robot.compare import (
    Difference,
    as_shown,
    difference,
    has_line_with,
    is_part,
)

ANSWER = (
    "HTTP/1.1 422 Unprocessable Entity\r\ndate: today\r\nserver: uvicorn\r\n"
    "content-length: 9\r\ncontent-type: application/json\r\n\r\n"
    '{"id":1,"name":"Zoë"}'
)
SHOWN = (
    "HTTP/1.1 422 Unprocessable Content\ncontent-type: application/json\n\n"
    '{\n  "id": 1,\n  "name": "Zoë"\n}\n'
)


def test_an_answer_is_shown_as_on_the_pages() -> None:
    assert difference(SHOWN, as_shown(ANSWER)) is None


def test_another_header_is_a_difference() -> None:
    came = as_shown(ANSWER.replace("content-type", "content-kind"))

    assert difference(SHOWN, came) == Difference(
        "content-type: application/json", "content-kind: application/json"
    )


def test_what_is_no_answer_is_left_alone() -> None:
    assert as_shown('{"id":1}') == '{"id":1}'


@pytest.mark.parametrize(
    ("shown", "came"),
    [
        ("in …s\n", "in 0.12s\n"),
        ("a\n", "\x1b[31ma\x1b[0m  \n\n"),
        ("first\n  …\nlast\n", "first\nx\ny\nlast\n"),
        ("first\n…\nlast\n", "first\nlast\n"),
        ("======= 1 passed =======\n", "===== 1 passed =====\n"),
        ("", "\n\n"),
    ],
)
def test_the_same(shown: str, came: str) -> None:
    assert difference(shown, came) is None


@pytest.mark.parametrize(
    ("shown", "came", "line"),
    [
        ("in …s\n", "in 0.12m\n", "in …s"),
        ("a\nb\n", "a\n", "b"),
        ("a\n", "a\nb\n", "(nothing more)"),
        (" a\n", "a\n", " a"),
        ("a.b\n", "axb\n", "a.b"),
        ("", "a\n", "(nothing more)"),
        ("first\n…\nlast\n", "first\nx\n", "last"),
    ],
)
def test_not_the_same(shown: str, came: str, line: str) -> None:
    found = difference(shown, came)

    assert found is not None
    assert found.shown == line


def test_a_part_is_whole_lines_in_their_order() -> None:
    assert is_part("b\nc\n", "a\nb\nc\nd\n")
    assert not is_part("b\nd\n", "a\nb\nc\nd\n")
    assert not is_part("b\n", "ab\n")


def test_a_line_may_stand_inside_a_longer_one() -> None:
    assert has_line_with("no such table\n", "12:00 Error: no such table: users\n")
    assert not has_line_with("no such tables\n", "Error: no such table: users\n")
