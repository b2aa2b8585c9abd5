"""A question as HTML: what can be chosen or typed, and the answers, folded.

Element ids begin with the question's id, so a question stands on a page once.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from markdown import Markdown

from course.quiz.options import FillOption, Option
from course.quiz.questions import AnyQuestion, Choice, Fill, Http, Order, Raises, Sql

from . import render

DATA = {"kind": "quiz"}
TASKS = {
    "one": "choose one answer",
    "several": "choose all answers that are right",
    "order": "put the lines in order",
    "fill": "fill in the blank",
}


def render_question(question: AnyQuestion, number: int, link: str) -> str:
    """Return the question; `number` counts on the page, `link` is HTML that leads on.

    `data-way` tells the script how it is answered: by one option or by several, by an
    order, or by filling a blank.
    """
    way = _way(question)
    data = f' data-orders="{question.orders}"' if isinstance(question, Order) else ""
    return (
        f'<div class="course-question" data-question="{question.id}"'
        f' data-revision="{question.revision}" data-way="{way}"{data}>\n'
        f'<fieldset aria-describedby="{question.id}-prompt">\n'
        f'<legend>Question {number}: {TASKS[way]}<span class="course-state"></span>'
        f'</legend>\n<div class="course-prompt-text" id="{question.id}-prompt">\n'
        f"{''.join(_prompt(question))}</div>\n{_inputs(question, way)}</fieldset>\n"
        '<div class="course-feedback" aria-live="polite"></div>\n'
        '<p class="course-actions" hidden><button type="button">Check</button> '
        '<button type="button">Try again</button></p>\n'
        f'<details class="course-answers"><summary>Answer</summary>\n'
        f"{_answers(question)}{to_html(question.explanation)}\n{_source(question)}"
        f"<p>Read more: {link}</p></details>\n</div>"
    )


@lru_cache(maxsize=1000)  # a page that is built again has the same questions
def to_html(text: str, *, inline: bool = False) -> str:
    """Return Markdown as HTML; tags in it are shown, because questions ask about them.

    `inline` is for one paragraph, which loses its `<p>`.
    """
    markdown = Markdown(extensions=["pymdownx.highlight", "pymdownx.superfences"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    html = markdown.convert(text)
    return html.removeprefix("<p>").removesuffix("</p>") if inline else html


def _way(question: AnyQuestion) -> str:
    if isinstance(question, Order | Fill):
        return question.kind
    right = sum(option.correct for option in question.options)
    return "one" if right == 1 else "several"


def _prompt(question: AnyQuestion) -> Iterator[str]:
    """Yield the prompt, and what it is about: code, requests, a query."""
    yield to_html(question.prompt) + "\n"
    if question.code:
        code = question.code.strip("\n") + "\n"
        numbered = isinstance(question, Raises)
        yield render.code_block(code, "python", DATA, numbered=numbered) + "\n"
    if isinstance(question, Http | Sql) and question.requests:
        requests = "\n".join(question.requests) + "\n"
        yield render.code_block(requests, "text", DATA) + "\n"
    if isinstance(question, Sql) and question.query:
        yield f"<p>The query:</p>{render.code_block(question.query, 'sql', DATA)}\n"


def _inputs(question: AnyQuestion, way: str) -> str:
    if isinstance(question, Order):
        return _order(question)
    if isinstance(question, Fill):
        name = f"{question.id}-blank"
        return (
            f'<p><label for="{name}">In the blank:</label> <input type="text"'
            f' id="{name}" autocomplete="off" autocapitalize="off" spellcheck="false">'
            "</p>\n"
        )
    kind = "radio" if way == "one" else "checkbox"
    return "".join(_choices(question.id, kind, question.options))


def _choices(name: str, kind: str, options: Iterable[Option]) -> Iterator[str]:
    for number, option in enumerate(options, start=1):
        yield (
            f'<div class="course-option"><input type="{kind}" name="{name}"'
            f' id="{name}-{number}" value="{number}">'
            f'<label for="{name}-{number}">{_label(option)}</label></div>\n'
        )


def _order(question: Order) -> str:
    lines = (
        f'<li data-line="{number}">{_code(question.lines[number - 1])}</li>\n'
        for number in question.shown
    )
    return f'<ol class="course-order">\n{"".join(lines)}</ol>\n'


def _answers(question: AnyQuestion) -> str:
    if isinstance(question, Order):
        rows = ("\n".join(question.lines[n - 1] for n in o) for o in question.orders)
        return "<p>or</p>".join(
            render.code_block(f"{row}\n", "python", DATA) for row in rows
        )
    return f"<dl>\n{''.join(_explained(question.options))}</dl>\n"


def _source(question: AnyQuestion) -> str:
    if isinstance(question, Choice) and question.source:
        return f"<p>Source: {to_html(question.source, inline=True)}</p>\n"
    return ""


def _explained(options: Iterable[Option]) -> Iterator[str]:
    for number, option in enumerate(options, start=1):
        mark = "Right." if option.correct else "Wrong."
        data = f' data-option="{number}" data-correct="{str(option.correct).lower()}"'
        if isinstance(option, FillOption):
            data += f' data-spellings="{escape(json.dumps(option.spellings))}"'
        why = to_html(option.why)
        yield (
            f"<dt>{_label(option)}</dt>\n<dd{data}>"
            f'<p class="course-mark">{mark}</p>\n{why}</dd>\n'
        )


def _label(option: Option) -> str:
    return _code(option.label) if option.is_code else to_html(option.label, inline=True)


def _code(text: str) -> str:
    return f'<code class="course-verbatim">{escape(text, quote=False)}</code>'
