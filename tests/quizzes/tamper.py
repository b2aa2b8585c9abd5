"""Tamper with copies of the real banks, and see whether it is noticed.

`python -m tests.quizzes.tamper STEM` takes the bank of a chapter and writes a JSON
list: what was done, and what was said about it, null for nothing. It is a process of
its own because the proofs change what is global in the chapters.
"""

import copy
import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Any

from course.manifest import Chapter, find_chapter
from course.quiz.bank import bank_path, load_bank, read_bank
from course.quiz.judge import judge
from course.quiz.lend import Servers, find_server, lend_to

Table = dict[str, Any]
Change = Callable[[Table], None]
# What an option claims, by the kind of its question; of a choice, its proof does.
CLAIMS = {
    "choice": ("proof",),
    "output": ("text",),
    "raises": ("raises", "line"),
    "http": ("status", "body"),
    "sql": ("sends", "rows"),
    "fill": ("spellings",),
}


def main() -> None:
    """Write what came of all that was done."""
    stdout, sys.stdout = sys.stdout, sys.stderr
    chapter = find_chapter(sys.argv[1])
    with lend_to(load_bank(chapter).questions) as servers:
        results = list(_tamper(chapter, servers))
    json.dump(results, stdout)


def _tamper(chapter: Chapter, servers: Servers) -> Iterator[tuple[str, str | None]]:
    document = tomllib.loads(bank_path(chapter).read_text(encoding="utf-8"))
    for place, question in enumerate(document["questions"]):
        for name, change in _changes(question):
            copied = copy.deepcopy(document)
            change(copied["questions"][place])
            said = _notice(copied, place, chapter, servers)
            yield f"{question['id']}: {name}", said


def _notice(
    document: Table, place: int, chapter: Chapter, servers: Servers
) -> str | None:
    """Return the first thing that is said about the changed question.

    Without the server that it needs, this is what is said.
    """
    try:
        bank = read_bank(document, chapter.name)
    except ValueError as error:
        return str(error)
    question = bank.questions[place]
    server = find_server(question, servers)
    if isinstance(server, str):
        return server
    return next(judge(bank, question, chapter.stem, server), None)


def _changes(question: Table) -> Iterator[tuple[str, Change]]:
    options = question.get("options", [])
    for one in range(len(options)):
        yield f"flip {one + 1}", partial(_flip, one=one)
    for one, other in combinations(range(len(options)), 2):
        same = options[one]["correct"] == options[other]["correct"]
        # Two wrong claims of the other kinds change places like two wrong options.
        if question["kind"] == "choice" or not same:
            yield f"swap {one + 1} {other + 1}", partial(_swap, one=one, other=other)
    yield from _changes_of_order(question)


def _changes_of_order(question: Table) -> Iterator[tuple[str, Change]]:
    if question["kind"] == "order":
        yield (
            "swap lines",
            lambda copied: copied["lines"].insert(0, copied["lines"].pop(1)),
        )
    for order in question.get("also", ()):
        yield f"forget {order}", partial(_forget, order=order)


def _flip(question: Table, one: int) -> None:
    option = question["options"][one]
    option["correct"] = not option["correct"]


def _forget(question: Table, order: list[int]) -> None:
    question["also"].remove(order)


def _swap(question: Table, one: int, other: int) -> None:
    first, second = question["options"][one], question["options"][other]
    for key in CLAIMS[question["kind"]]:
        mine, its = first.pop(key, None), second.pop(key, None)
        first.update({} if its is None else {key: its})
        second.update({} if mine is None else {key: mine})


if __name__ == "__main__":
    main()
