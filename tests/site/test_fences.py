"""Which lines of a page are a fence of ours, and what is refused."""

import pytest

from course.site.errors import FenceError, hint

from .conftest import MAIN_1, Render
from .html import read_blocks

CODE = "```code ch01_list/main.py\n```"


@pytest.mark.parametrize(
    "page",
    [
        CODE,
        "~~~code ch01_list/main.py\n~~~",
        "````  code ch01_list/main.py\n````",
        '=== "Tab"\n\n    ```code ch01_list/main.py\n    ```',
        "!!! note\n\n    ```code ch01_list/main.py\n    ```",
        "- item\n\n    ```code ch01_list/main.py\n    ```",
        "> quoted\n>\n> ```code ch01_list/main.py\n> ```",
    ],
)
def test_a_fence_is_expanded_wherever_markdown_allows_one(
    render: Render, page: str
) -> None:
    blocks = read_blocks(render(page))

    assert [block.code for block in blocks] == [MAIN_1]


def test_a_fence_stays_inside_its_tab(render: Render) -> None:
    html = render('=== "Tab"\n\n    ```code ch01_list/main.py\n    ```\n\nAfter.')

    tab = html.index('class="tabbed-block"')
    assert tab < html.index("course-code") < html.index("</div>\n</div>\n</div>")


@pytest.mark.parametrize(
    "page",
    [
        f"````markdown\n{CODE}\n````",
        f"~~~markdown\n{CODE}\n~~~",
        f'=== "Tab"\n\n    ````markdown\n    {CODE.replace(chr(10), chr(10) + "    ")}'
        "\n    ````",
    ],
)
def test_a_fence_shown_inside_another_is_left_alone(render: Render, page: str) -> None:
    blocks = read_blocks(render(page))

    assert [block.code for block in blocks] == [f"{CODE}\n"]


def test_text_beside_a_fence_stays(render: Render) -> None:
    html = render(f"Before.\n{CODE}\nAfter.\n{CODE}\nLast.")

    assert [
        html.count(f"<p>{text}</p>") for text in ("Before.", "After.", "Last.")
    ] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "There is none."),
        (12, "There is: n00, n01, n02, n03, n04, n05, n06, n07, n08, n09, n10, n11."),
        (
            14,
            "There is: n00, n01, n02, n03, n04, n05, n06, n07, n08, n09, n10, n11"
            " and 2 more.",
        ),
    ],
)
def test_a_hint_names_what_there_is_but_not_endlessly(
    count: int, expected: str
) -> None:
    assert hint("zzz", [f"n{number:02}" for number in range(count)]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("user", "Did you mean users or users_of or users_to?"),
        ("appel", "Did you mean apples?"),
    ],
)
def test_a_hint_names_the_nearest_first(name: str, expected: str) -> None:
    known = ["users_to", "users", "users_of", "users_xy", "apples"]

    assert hint(name, known) == expected


def test_an_ordinary_fence_is_left_to_markdown(render: Render) -> None:
    [block] = read_blocks(render("```python\nx = 1\n```"))

    assert block.code == "x = 1\n"
    assert block.data == {}


def test_an_ordinary_fence_that_never_ends_hides_nothing(render: Render) -> None:
    blocks = read_blocks(render(f"```` python\n\n{CODE}"))

    assert [block.code for block in blocks] == [MAIN_1]


@pytest.mark.parametrize(
    ("page", "line", "expected"),
    [
        ("a\n\n```code ch01_list/main.py\n", 3, "expected a line ``` below it"),
        ("- x\n\n    ```files ch01_list\n```\n", 3, "the same indentation"),
        ("````files ch01_list\n```\n", 1, "expected a line ```` below it"),
        ("- ```files ch01_list\n", 1, "put it on a line of its own"),
        ("1. x\n2. ~~~files ch01_list\n", 2, "put it on a line of its own"),
        ("```record x\n```", 1, "no fence 'record'. Did you mean recorded?"),
        ("```whats-new x\n```", 1, "Did you mean whatsnew?"),
        ("```code\n```", 1, "Expected: code PATH [SYMBOL ...]"),
        ("```files ch01_list ch02_table\n```", 1, "Expected: files STEM"),
        ("```files ch01_list 'a\n```", 1, "quotation mark is not closed"),
        ("```code ch01_list/main.py sinc=ch01\n```", 1, "Did you mean since?"),
        ("```files ch01_list title=x\n```", 1, "'files' has no option 'title'"),
        ("```files ch01_list\n\nmain.py\n```", 3, "has no lines; found: main.py"),
    ],
)
def test_a_fence_that_is_written_wrongly_fails_the_page(
    render: Render, page: str, line: int, expected: str
) -> None:
    with pytest.raises(FenceError) as caught:
        render(page)

    first, _, rest = str(caught.value).partition("\n")
    assert first == f"The page, line {line}: {page.splitlines()[line - 1].strip()}"
    assert expected in rest


def test_an_error_in_a_body_names_the_fence_too(render: Render) -> None:
    with pytest.raises(FenceError) as caught:
        render("```code ch01_list/main.py\nhighlight: nowhere\n```")

    assert str(caught.value).endswith("The fence: code ch01_list/main.py")


def test_an_empty_corner_of_a_table_is_no_heading(render: Render) -> None:
    html = render("| | `one` | two |\n|---|---|---|\n| a | 1 | |\n")

    assert "<td></td>\n<th><code>one</code></th>\n<th>two</th>" in html
