"""Run the proofs of the chapters named as arguments; write the results as JSON.

`prove` starts this as a process of its own, because the proofs import chapters, change
what is global in them, and are to be seen under several hash seeds.
"""

import json
import sys
import time
from pathlib import Path

from course.manifest import find_chapter, load_chapters

from .bank import Bank, load_bank
from .judge import judge
from .lend import Servers, are_required, find_server, lend_to
from .questions import AnyQuestion, Choice


def main(stems: list[str]) -> None:
    """Write a list of results, one for each question, to the standard output.

    The chapters are those of the repository in the working directory.
    """
    out, sys.stdout = sys.stdout, sys.stderr  # a proof may print
    known = load_chapters(Path.cwd())
    chapters = [find_chapter(stem, known) for stem in stems]
    banks = {chapter.stem: load_bank(chapter) for chapter in chapters}
    asked = [(stem, question) for stem in banks for question in banks[stem].questions]
    with lend_to([question for _, question in asked]) as servers:
        results = [prove_one(banks[stem], q, stem, servers) for stem, q in asked]
    json.dump(results, out)


def prove_one(
    bank: Bank, question: AnyQuestion, stem: str, servers: Servers
) -> dict[str, object]:
    """Return the result of one question of the bank, as `prove` reads it."""
    start = time.perf_counter()
    server = find_server(question, servers)
    missing = server if isinstance(server, str) else None
    if isinstance(server, str):
        problems = [server] if are_required() else []
    else:
        problems = list(judge(bank, question, stem, server))
    return {
        "id": question.id,
        "stem": stem,
        "kind": question.kind,
        "asks": question.asks,
        "state": "skipped" if missing else state(question),
        "problems": problems,
        "skipped": missing,
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
