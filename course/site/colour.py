"""Colour code with Pygments; a language is the name of one of its lexers."""

import re
from functools import cache, lru_cache
from html import escape, unescape

from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import (  # type: ignore[import-untyped]
    find_lexer_class_by_name,
    get_lexer_by_name,
    get_lexer_for_filename,
)
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

from .errors import FenceError, hint
from .source import split_lines

TAG = re.compile(r"<[^>]+>")
# Colouring is what a build does longest, and the same files are on many pages.
TEXTS = 2048
USUAL = ("python", "toml", "sql", "bash", "http", "json", "yaml", "html", "text")


def is_language(name: str) -> bool:
    """Tell whether Pygments knows a language called `name`."""
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True


def check_language(name: str) -> str:
    """Return `name`; FenceError when Pygments knows no such language."""
    if not is_language(name):
        raise FenceError(f"There is no language '{name}'. {hint(name, USUAL)}")
    return name


@cache
def language_of(path: str) -> str:
    """Return the language for the suffix of `path`: text when there is none."""
    try:
        return str(get_lexer_for_filename(path).aliases[0])
    except ClassNotFound:
        return "text"


@lru_cache(maxsize=TEXTS)
def coloured_lines(text: str, language: str) -> tuple[str, ...]:
    """Return the HTML of each line of `text`, line ends kept.

    The lines are plain when the lexer does not give back exactly the text. They are
    kept: a file is shown several times, and `course serve` builds again and again.
    """
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    coloured = str(highlight(text, lexer, HtmlFormatter(nowrap=True)))
    if unescape(TAG.sub("", coloured)) != text:
        coloured = escape(text, quote=False)
    return tuple(split_lines(coloured))
