"""Run the proofs of the chapters named as arguments; write the results as JSON.

`prove` starts this as a process of its own, because the proofs import chapters, change
what is global in them, and are to be seen under several hash seeds.
"""

import json
import sys
import time
from pathlib import Path

from course.manifest import Chapter, find_chapter, load_chapters

from .bank import Bank, load_bank
from .judge import judge
from .questions import AnyQuestion, Choice


def main(stems: list[str]) -> None:
    """Write a list of results, one for each question, to the standard output.

    The chapters are those of the repository in the working directory.
    """
    out, sys.stdout = sys.stdout, sys.stderr  # a proof may print
    known = load_chapters(Path.cwd())
    chapters = [find_chapter(stem, known) for stem in stems]
    json.dump([result for c in chapters for result in _prove_chapter(c)], out)


def _prove_chapter(chapter: Chapter) -> list[dict[str, object]]:
    bank = load_bank(chapter)
    return [_prove(bank, question, chapter.stem) for question in bank.questions]


def _prove(bank: Bank, question: AnyQuestion, stem: str) -> dict[str, object]:
    start = time.perf_counter()
    problems = list(judge(bank, question, stem))
    return {
        "id": question.id,
        "stem": stem,
        "kind": question.kind,
        "asks": question.asks,
        "state": state(question),
        "problems": problems,
        "seconds": round(time.perf_counter() - start, 3),
    }


def state(question: AnyQuestion) -> str:
    """Say what the answers rest on: "proven", "cited", or "unproven" for nothing."""
    if not isinstance(question, Choice):
        return "proven"
    if question.source:
        return "cited"
    has_proofs = all(option.proof for option in question.options)
    return "proven" if has_proofs else "unproven"


if __name__ == "__main__":
    main(sys.argv[1:])
