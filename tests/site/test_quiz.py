"""A quiz in a browser, opened from disk: answers, what is remembered, the keyboard."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Locator, Page, expect

from course.manifest import ROOT
from tests.quizzes.conftest import BANK, COMMON

from .axe import EVERY_RULE, find_violations, install_axe, prepare
from .conftest import give_up, write

HOSTILE = '<img src=x onerror="window.hurt = 1"> \'"&lt;'
CODE = """
[[questions]]
id = "ch04-output"
kind = "output"
code = "print('<b>', 1 < 2)"
[[questions.options]]
text = "<b> True\\n  &amp;"
correct = false
why = "No `&amp;`."
[[questions.options]]
text = "<b> True"
correct = true
why = "No `<b>` is lost: <b>."
"""
SCRIPT = ROOT / "docs/assets/quiz.js"
SHOWN = ("choice", "several", "fill", "order", "output")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one page and two quizzes, in the course's settings."""
    folder = tmp_path_factory.mktemp("quiz")
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    fences = "```quiz ch04_crud\n```\n\nText.\n\n```quiz ch03-choice\n```\n"
    write(folder / "docs/index.md", "# Home\n")
    write(folder / "docs/chapters/ch04_crud.md", f"# A\n\n## B {{#race}}\n\n{fences}")
    write_bank(folder, "ch04", BANK + CODE)
    write_bank(folder, "ch03", BANK.replace("ch04-", "ch03-"))
    build_site(folder)
    return folder


def write_bank(folder: Path, chapter: str, text: str) -> None:
    """Write the chapter's bank; what all questions need is filled in."""
    stem = {"ch03": "ch03_models_and_schemas", "ch04": "ch04_crud"}[chapter]
    lines = "".join(f"{key} = {value!r}\n" for key, value in COMMON.items())
    filled = text.replace("[[questions]]\n", f"[[questions]]\n{lines}")
    write(folder / f"quizzes/{stem}.toml", filled)


def build_site(folder: Path) -> None:
    """Build the small site, again after a change."""
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder / "docs"))
    config.nav = None
    config.site_dir = str(folder / "site")
    config.mdx_configs["course.site"] = {"root": str(folder)}
    build(config)


@pytest.fixture
def quiz(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page in a browser that remembers nothing yet."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((folder / "site/chapters/ch04_crud.html").as_uri())
    yield page
    page.context.close()
    assert errors == []


def question(page: Page, name: str, chapter: str = "ch04") -> Locator:
    """Return the question called `chapter-name`."""
    return page.locator(f'[data-question="{chapter}-{name}"]')


def check(asked: Locator) -> str:
    """Press Check and return what is said."""
    asked.get_by_role("button", name="Check").click()
    return said(asked)


def said(asked: Locator) -> str:
    """Return what the question's feedback says, in one line."""
    return " ".join(asked.locator(".course-feedback").inner_text().split())


def score(page: Page) -> str:
    """Return the line below the first quiz."""
    return page.locator(".course-score").first.inner_text()


def test_a_right_answer_opens_all_explanations(quiz: Page) -> None:
    asked = question(quiz, "choice")
    asked.get_by_label("It is two.").check()

    assert check(asked) == "Right. So it is."

    answers = asked.locator(".course-answers")
    expect(answers).to_have_attribute("open", "")
    expect(answers).to_contain_text("So it is not.")
    expect(asked.locator("legend")).to_contain_text("(answered)")
    assert score(quiz) == "Right so far: 1 of 6 on this page, 1 of 9 in the course."


def test_a_wrong_answer_says_why_and_hides_the_rest(quiz: Page) -> None:
    asked = question(quiz, "choice")
    expect(asked.locator(".course-answers")).to_be_hidden()
    asked.get_by_label("It is three.").check()

    assert check(asked) == "Not yet. So it is not."

    expect(asked.locator(".course-answers dl")).to_be_hidden()
    expect(asked.locator(".course-answers summary")).to_be_visible()
    expect(asked.locator("legend")).to_contain_text("(not right yet)")
    assert score(quiz) == "Right so far: 0 of 6 on this page, 0 of 9 in the course."


def test_a_wrong_answer_can_be_tried_again(quiz: Page) -> None:
    asked = question(quiz, "choice")
    asked.get_by_label("It is three.").check()
    check(asked)
    asked.get_by_role("button", name="Try again").click()

    assert said(asked) == ""
    assert asked.locator("input:checked").count() == 0

    asked.get_by_label("It is two.").check()
    assert check(asked) == "Right. So it is."
    kept = quiz.evaluate("courseStorage.get('quiz:ch04-choice:1')")
    assert (kept["correct"], kept["attempts"]) == (True, 2)


def test_without_an_answer_nothing_is_judged(quiz: Page) -> None:
    assert check(question(quiz, "choice")) == "Choose an answer first."
    assert check(question(quiz, "fill")) == "Fill in the blank first."

    assert quiz.evaluate("courseStorage.entries().length") == 0


def test_several_right_answers_are_all_needed(quiz: Page) -> None:
    asked = question(quiz, "several")
    asked.get_by_label("Two is even.").check()

    assert check(asked) == "Not yet. It is. There is more that is right."

    asked.get_by_label("Four is even.").check()
    assert check(asked) == "Right. It is. It is, too."
    asked.get_by_label("Three is even.").check()
    assert check(asked) == "Not yet. It is. It is, too. It is odd."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (" + ", "Right. Plus."),
        ("--", "Right. Plus."),
        ("*", "Not yet. One."),
        (HOSTILE, "Not yet. This is not one of the fillings that were tried."),
    ],
)
def test_a_blank_takes_any_text(quiz: Page, typed: str, answer: str) -> None:
    asked = question(quiz, "fill")
    asked.get_by_label("In the blank:").fill(typed)

    assert check(asked) == answer

    assert quiz.evaluate("window.hurt") is None
    assert quiz.locator("img[src=x]").count() == 0


def test_lines_are_moved_into_order(quiz: Page) -> None:
    asked = question(quiz, "order")
    assert asked.locator("li code").all_inner_texts() == ["x = 1", "z = x + y", "y = 2"]
    assert check(asked) == "Not yet. It goes wrong at line 2."

    asked.get_by_role("button", name="Move up: y = 2").click()

    assert said(asked) == "Now line 2 of 3."
    assert check(asked) == "Right."
    asked.get_by_role("button", name="Move down: x = 1").click()
    assert check(asked) == "Right."  # another right order


def test_code_in_options_is_text(quiz: Page) -> None:
    asked = question(quiz, "output")

    options = asked.locator(".course-option label").all_inner_texts()

    assert options == ["<b> True\n  &amp;", "<b> True"]
    asked.get_by_role("radio").first.check()
    assert check(asked) == "Not yet. No &amp;."


def test_answers_are_remembered(quiz: Page) -> None:
    for name, option in (("choice", "It is two."), ("several", "Three is even.")):
        question(quiz, name).get_by_label(option).check()
        check(question(quiz, name))

    quiz.reload()

    assert score(quiz) == "Right so far: 1 of 6 on this page, 1 of 9 in the course."
    expect(question(quiz, "choice").locator("legend")).to_contain_text("(answered)")
    state = question(quiz, "several").locator("legend")
    expect(state).to_contain_text("(not right yet)")


def test_a_right_answer_is_not_lost_to_a_wrong_one(quiz: Page) -> None:
    asked = question(quiz, "choice")
    for option in ("It is two.", "It is three."):
        asked.get_by_label(option).check()
        check(asked)

    quiz.reload()

    expect(asked.locator("legend")).to_contain_text("(answered)")


@pytest.fixture
def changed(folder: Path) -> Iterator[Callable[[], None]]:
    """Raise the revision of the first question; it is the old one again afterwards."""
    bank = folder / "quizzes/ch04_crud.toml"
    before = bank.read_text()

    def change() -> None:
        write(bank, before.replace("revision = 1", "revision = 2", 1))
        build_site(folder)

    yield change
    write(bank, before)
    build_site(folder)


def test_a_changed_revision_is_asked_again(
    quiz: Page, changed: Callable[[], None]
) -> None:
    question(quiz, "choice").get_by_label("It is two.").check()
    check(question(quiz, "choice"))
    question(quiz, "fill").get_by_label("In the blank:").fill("+")
    check(question(quiz, "fill"))

    changed()
    quiz.reload()

    assert question(quiz, "choice").get_attribute("data-revision") == "2"
    expect(question(quiz, "choice").locator(".course-state")).to_have_text("")
    expect(question(quiz, "fill").locator("legend")).to_contain_text("(answered)")
    assert score(quiz) == "Right so far: 1 of 6 on this page, 1 of 9 in the course."


def test_two_quizzes_on_a_page_count_together(quiz: Page) -> None:
    for chapter in ("ch03", "ch04"):
        question(quiz, "choice", chapter).get_by_label("It is two.").check()
        check(question(quiz, "choice", chapter))

    scores = quiz.locator(".course-score").all_inner_texts()
    assert scores == ["Right so far: 2 of 6 on this page, 2 of 9 in the course."] * 2
    buttons = question(quiz, "order").get_by_role("button", name="Move up")
    assert buttons.count() == 3  # the script runs once


def test_the_keyboard_is_enough(quiz: Page) -> None:
    asked = question(quiz, "choice")
    asked.get_by_role("radio").first.focus()

    quiz.keyboard.press("ArrowDown")
    assert said(asked) == ""  # an arrow chooses, and submits nothing
    quiz.keyboard.press("ArrowUp")
    quiz.keyboard.press("Tab")
    quiz.keyboard.press("Enter")
    assert said(asked) == "Right. So it is."

    quiz.keyboard.press("Tab")
    quiz.keyboard.press("Space")
    assert said(asked) == ""
    expect(asked.get_by_role("radio").first).to_be_focused()


def test_enter_in_a_blank_judges_it(quiz: Page) -> None:
    asked = question(quiz, "fill")
    asked.get_by_label("In the blank:").press_sequentially("+")

    quiz.keyboard.press("Enter")

    assert said(asked) == "Right. Plus."


def test_a_moved_line_keeps_the_focus(quiz: Page) -> None:
    asked = question(quiz, "order")
    asked.get_by_role("button", name="Move up: y = 2").focus()

    quiz.keyboard.press("Enter")
    quiz.keyboard.press("Enter")
    quiz.keyboard.press("Enter")  # it is the first line now, and stays it

    lines = asked.locator("li code").all_inner_texts()
    assert lines == ["y = 2", "x = 1", "z = x + y"]
    expect(asked.get_by_role("button", name="Move up: y = 2")).to_be_focused()


def test_storage_that_is_blocked_costs_the_memory_only(quiz: Page) -> None:
    quiz.evaluate("void (Storage.prototype.setItem = () => { throw Error('full') })")
    asked = question(quiz, "choice")
    asked.get_by_label("It is two.").check()

    assert check(asked) == "Right. So it is."
    assert score(quiz) == "Right so far: 1 of 6 on this page, 1 of 9 in the course."


def test_without_a_script_everything_can_be_read(
    browser: Browser, folder: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder / "site/chapters/ch04_crud.html").as_uri())
        asked = question(page, "choice")

        expect(asked.get_by_role("button")).to_have_count(0)
        expect(asked.locator("dl")).to_be_hidden()
        asked.locator("summary").click()

        expect(asked.get_by_text("Right.", exact=True)).to_be_visible()
        expect(asked.locator("dl")).to_contain_text("So it is not.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_an_answered_quiz_is_accessible(quiz: Page, scheme: str, width: int) -> None:
    axe = install_axe()
    quiz.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    quiz.set_viewport_size({"width": width, "height": 900})
    for name in SHOWN:
        asked = question(quiz, name)
        for box in asked.locator("input[type=radio], input[type=checkbox]").all():
            box.check()
        for field in asked.locator("input[type=text]").all():
            field.fill("+")
        check(asked)
    quiz.evaluate(
        "document.querySelectorAll('details').forEach((d) => (d.open = true))"
    )
    prepare(quiz, axe)

    assert list(find_violations(quiz, EVERY_RULE)) == []
    assert quiz.evaluate("document.documentElement.scrollWidth") <= width
    if not axe:
        give_up("npm cannot install axe-core here.")


def test_the_script_is_small_and_only_where_a_quiz_is(folder: Path) -> None:
    home = (folder / "site/index.html").read_text(encoding="utf-8")

    assert SCRIPT.stat().st_size < 8_000
    assert "innerHTML" not in SCRIPT.read_text(encoding="utf-8")
    assert "quiz.js" not in home
    assert "quiz.css" not in home
