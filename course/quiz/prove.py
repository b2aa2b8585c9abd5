"""Prove the answers of whole banks, in a process of their own, and sum up."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from course.errors import CourseError
from course.manifest import Chapter

SEEDS = ("0", "1")  # orders of sets and hashes that no answer may depend on
LIMIT = 300  # seconds for all proofs; they take two or three
MOST_CITED = 10  # one question in so many may cite a source and prove nothing
# What chapters read when they are imported, as in the tests: a cheap hash, and a key.
SETTINGS = {
    "ARGON2_MEMORY_COST": "8",
    "ARGON2_TIME_COST": "1",
    "SECRET_KEY": "the proofs sign their tokens with this",
}
STATES = ("proven", "cited", "unproven", "skipped")


@dataclass(frozen=True)
class Result:
    """What the proofs of one question gave; `problems` say what does not hold.

    `state` says what its answers rest on: "proven", "cited", or "unproven" for nothing;
    or "skipped", for want of a server, and then `skipped` says it in a sentence.
    """

    id: str
    stem: str
    kind: str
    asks: str
    state: str
    problems: tuple[str, ...]
    seconds: float
    skipped: str | None = None


def prove(chapters: Sequence[Chapter], seed: str = SEEDS[0]) -> list[Result]:
    """Run the proofs of the chapters' banks under one hash seed.

    Raises CourseError when they cannot be run at all, for example for a broken bank.
    """
    command = [sys.executable, "-W", "error", "-m", "course.quiz.worker"]
    try:
        done = subprocess.run(
            [*command, *(chapter.stem for chapter in chapters)],
            cwd=chapters[0].root,
            env=os.environ | SETTINGS | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        problem = f"The proofs did not end in {LIMIT} seconds; try one chapter."
        raise CourseError(problem) from None
    if done.returncode:
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise CourseError(last.partition(": ")[2] or last)
    return [_read(result) for result in json.loads(done.stdout)]


def prove_twice(chapters: Sequence[Chapter]) -> list[Result]:
    """Run the proofs under each seed; a question has the problems of all runs."""
    runs = [prove(chapters, seed) for seed in SEEDS]
    return [_merge(results) for results in zip(*runs, strict=True)]


def find_faults(results: Sequence[Result]) -> Iterator[str]:
    """Yield what keeps a bank from being good enough: one line for each fault.

    That is each problem of a proof, each question without proof or source, and more
    than one question in ten that only cites.
    """
    for result in results:
        yield from (f"{result.id}, {problem}" for problem in result.problems)
        if result.state == "unproven":
            yield f"{result.id} has an option without a proof, and no source"
    cited = sum(result.state == "cited" for result in results)
    if cited * MOST_CITED > len(results):
        yield f"{cited} of {len(results)} questions cite; more than one in {MOST_CITED}"


def write_summary(results: Sequence[Result], out: TextIO) -> None:
    """Write a line for each chapter, tab-separated, below a line of names."""
    out.write("\t".join(("chapter", "questions", *STATES, "problems")) + "\n")
    for stem in dict.fromkeys(result.stem for result in results):
        mine = [result for result in results if result.stem == stem]
        counts = [sum(r.state == state for r in mine) for state in STATES]
        problems = sum(len(result.problems) for result in mine)
        out.write("\t".join(map(str, (stem, len(mine), *counts, problems))) + "\n")


def _merge(results: Sequence[Result]) -> Result:
    problems = dict.fromkeys(p for result in results for p in result.problems)
    first = vars(results[0])
    seconds = sum(result.seconds for result in results)
    return Result(**first | {"problems": tuple(problems), "seconds": seconds})


def _read(result: dict[str, object]) -> Result:
    problems = result.pop("problems")
    assert isinstance(problems, list)
    return Result(problems=tuple(problems), **result)  # type: ignore[arg-type]
