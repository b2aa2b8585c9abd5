"""The fence `quiz`: questions of the bank, to be answered on the page.

Without a script everything can be read, with the answers folded away. With it
(docs/assets/quiz.js) an answer is judged at once; the script takes what it says from
the folded answers.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from course.errors import CourseError
from course.quiz.bank import Bank, bank_path, load_bank
from course.quiz.questions import AnyQuestion, Choice

from .errors import FenceError, hint
from .fences import Fence
from .project import Project, read_text
from .question_html import render_question, to_html

# Every page with a quiz lies one folder below the top of the site.
ASSETS = "../assets"


def expand_quiz(
    fence: Fence, project: Project, store: Callable[[str], str]
) -> list[str]:
    """Return one stored line: a bank's questions, or those that are named.

    Raises FenceError for an unknown id, a broken bank, or a question that has neither
    proofs nor a source.
    """
    banks = _load_banks(project)
    questions = list(_select(fence.arguments(), banks))
    for question in questions:
        _check(question)
    known = [question for bank in banks.values() for question in bank.questions]
    course = " ".join(f"{question.id}:{question.revision}" for question in known)
    blocks = (
        render_question(question, number, _link(question, project))
        for number, question in enumerate(questions, start=1)
    )
    return [
        store(
            f'<link rel="stylesheet" href="{ASSETS}/quiz.css">'
            f'<section class="course-quiz" data-kind="quiz" data-search-exclude'
            f' data-course="{escape(course)}">\n'
            + "\n".join(blocks)
            + '\n<p class="course-score" hidden></p></section>'
            f'<script src="{ASSETS}/quiz.js" defer></script>'
        )
    ]


def _load_banks(project: Project) -> dict[str, Bank]:
    """Return the banks that there are, by their chapters' stems."""
    try:
        return {
            chapter.stem: load_bank(chapter)
            for chapter in project.chapters
            if bank_path(chapter).exists()
        }
    except CourseError as error:
        raise FenceError(str(error)) from None


def _select(names: Sequence[str], banks: dict[str, Bank]) -> Iterator[AnyQuestion]:
    known = {q.id: q for bank in banks.values() for q in bank.questions}
    for name in names:
        if name in banks:
            yield from banks[name].questions
        elif name in known:
            yield known[name]
        else:
            message = f"There is no bank and no question '{name}'."
            raise FenceError(f"{message} {hint(name, [*banks, *known])}")


def _link(question: AnyQuestion, project: Project) -> str:
    """Return a link to the heading that teaches it, which has its id written there."""
    stem, _, anchor = question.anchor.partition("#")
    page = f"docs/chapters/{project.chapter(stem).stem}.md"
    text = read_text(project.root / page, page)
    found = re.search(rf"^#+ +(.*) +{{#{anchor}}}$", text, re.MULTILINE)
    if not found:
        message = f"{question.id}: {page} has no heading with {{#{anchor}}}."
        raise FenceError(message)
    return f'<a href="{stem}.html#{anchor}">{to_html(found[1], inline=True)}</a>'


def _check(question: AnyQuestion) -> None:
    if isinstance(question, Choice) and not question.source:
        for number, option in enumerate(question.options, start=1):
            if option.proof is None:
                message = f"{question.id}, option {number}: there is no proof"
                raise FenceError(f"{message}, and the question has no source.")
