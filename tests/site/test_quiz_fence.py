"""The fence `quiz`: what stands on the page, and what is refused."""

from pathlib import Path

import pytest

from course.site.errors import FenceError
from tests.quizzes.conftest import BANK, COMMON

from .conftest import Render, write
from .html import read_blocks

PAGE = "# A list\n\n## Two `at once` {#race}\n"
FENCE = "```quiz {}\n```"


@pytest.fixture
def bank(repository: Path) -> Path:
    """Give the first chapter a page and a bank of four questions; return the bank."""
    common = COMMON | {"anchor": "ch01_list#race", "prompt": "Is `a < b`?"}
    lines = "".join(f"{key} = {value!r}\n" for key, value in common.items())
    text = BANK.replace("[[questions]]\n", f"[[questions]]\n{lines}")
    write(repository / "docs/chapters/ch01_list.md", PAGE)
    path = repository / "quizzes/ch01_list.toml"
    write(path, text.replace("ch04-", "ch01-"))
    return path


@pytest.mark.usefixtures("bank")
def test_a_bank_is_shown_with_its_answers_folded(render: Render) -> None:
    html = render(FENCE.format("ch01_list"))

    assert html.count('class="course-question"') == 4
    assert html.count('<details class="course-answers">') == 4
    assert html.count('type="radio"') == 2
    assert html.count('type="checkbox"') == 3
    assert html.count("Is <code>a &lt; b</code>?") == 4
    assert 'data-course="ch01-choice:1 ch01-several:1 ch01-fill:1 ch01-order:1"' in html


@pytest.mark.usefixtures("bank")
def test_questions_are_picked_by_their_ids(render: Render) -> None:
    html = render(FENCE.format("ch01-order ch01-choice"))

    assert html.index("ch01-order-prompt") < html.index("ch01-choice-prompt")
    assert html.count('class="course-question"') == 2


@pytest.mark.usefixtures("bank")
def test_an_answer_leads_to_the_heading_that_teaches_it(render: Render) -> None:
    html = render(FENCE.format("ch01-choice"))

    assert '<a href="ch01_list.html#race">Two <code>at once</code></a>' in html


@pytest.mark.usefixtures("bank")
def test_code_is_shown_as_it_is(render: Render) -> None:
    (fill, order) = read_blocks(render(FENCE.format("ch01-fill ch01-order")))[:2]

    assert fill.code == "total = 1 ____ 1\n"
    assert order.code == "x = 1\ny = 2\nz = x + y\n"
    assert fill.data == order.data == {"kind": "quiz"}


@pytest.mark.usefixtures("bank")
def test_a_quiz_is_left_out_of_the_search(render: Render) -> None:
    section = render(FENCE.format("ch01_list")).partition("<section")[2]

    assert "data-search-exclude" in section.partition(">")[0]
    assert section.count("<section") == 0


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (
            "ch01-chioce",
            "no bank and no question 'ch01-chioce'. Did you mean ch01-choice",
        ),
        ("ch02_table", "no bank and no question 'ch02_table'."),
        ("", "Expected: quiz STEM or quiz ID"),
    ],
)
def test_an_unknown_question_is_refused(
    render: Render, name: str, problem: str
) -> None:
    with pytest.raises(FenceError, match=problem):
        render(FENCE.format(name))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("#race", "#rice", "docs/chapters/ch01_list.md has no heading with {#rice}"),
        (
            "proof = 'assert 1 + 1 == 2, \"It is two\"'",
            "",
            "option 1: there is no proof",
        ),
        ("revision = 1", "revision = 0", "ch01_list.toml, ch01-choice, 'revision'"),
    ],
)
def test_a_bad_bank_fails_the_page(
    render: Render, bank: Path, old: str, new: str, problem: str
) -> None:
    text = bank.read_text()
    assert old in text
    write(bank, text.replace(old, new, 1))

    with pytest.raises(FenceError) as caught:
        render(FENCE.format("ch01_list"))

    assert problem in str(caught.value)


def test_a_question_that_cites_needs_no_proof(render: Render, bank: Path) -> None:
    text = bank.read_text()
    proofs = [
        line for line in text.splitlines() if line.startswith("proof = 'assert 1")
    ]
    for proof in proofs:
        text = text.replace(f"{proof}\n", "")
    write(
        bank, text.replace('kind = "choice"', 'kind = "choice"\nsource = "RFC 9110"', 1)
    )

    assert "<p>Source: RFC 9110</p>" in render(FENCE.format("ch01-choice"))
