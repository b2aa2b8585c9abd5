"""The commands `course quiz` and `course export-quiz`.

Their parts are imported when they run, because Rich, Pydantic and what the proofs need
take longer to import than the command line may take to start.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course import manifest
from course.errors import CourseError, UsageError
from course.workspace import VARIABLE, find_workspace

if TYPE_CHECKING:
    from .ask import Answer

ChapterName = Annotated[
    str | None, typer.Argument(metavar="[CHAPTER]", help="4, ch04 or ch04_crud.")
]
Prove = Annotated[
    bool, typer.Option("--prove", help="Run the proofs of the answers instead.")
]
PassMark = Annotated[
    int | None,
    typer.Option("--pass", min=0, max=100, help="Fail below this share, in percent."),
]
ResultFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write the result there as JSON."),
]
Place = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        envvar=VARIABLE,
        metavar="DIR",
        help="Your folder with chapters/; your progress is kept there.",
    ),
]
Format = Annotated[str, typer.Option("--format", help="qti, version 2.1.")]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The zip; by default dist/STEM-qti.zip."),
]


def quiz(
    chapter: ChapterName = None,
    prove: Prove = False,
    pass_mark: PassMark = None,
    json: ResultFile = None,
    workspace: Place = None,
) -> None:
    """Ask the questions of a chapter, judge the answers, and explain.

    With --pass, the exit code is 1 below that share of right answers.

    With --prove, nothing is asked: the proofs of all answers run, of one chapter or of
    all, and a table counts them. The exit code is 1 when one does not hold. Proofs that
    need a server are skipped where there is none, unless REQUIRE_SERVERS=1.
    """
    if prove:
        _prove(chapter)
        return
    if chapter is None:
        raise UsageError("Name a chapter: course quiz 4.")
    answers = _ask(_find(chapter))
    _remember(answers, find_workspace(workspace).folder)
    _conclude(_find(chapter), answers, pass_mark, json)


def export_quiz(
    chapter: str, file_format: Format = "qti", output: Output = None
) -> None:
    """Write a chapter's questions as a package for Canvas, Moodle and others.

    It is a zip in the format QTI 2.1; an existing one is overwritten.
    """
    from .bank import load_bank
    from .qti import make_package, write_package

    if file_format != "qti":
        raise UsageError(f"There is no format '{file_format}'; there is: qti.")
    found = _find(chapter)
    path = output or Path("dist", f"{found.stem}-qti.zip")
    bank = load_bank(found)
    write_package(make_package(bank, found), path)
    typer.echo(f"{path}: {len(bank.questions)} questions in QTI 2.1.")


def _ask(chapter: manifest.Chapter) -> "list[Answer]":
    from rich.console import Console

    from .ask import ask
    from .bank import load_bank

    return ask(load_bank(chapter), Console(emoji=False))


def _remember(answers: "Sequence[Answer]", workspace: Path) -> None:
    """Keep the answers that were given for `course progress`."""
    from course.state import QuizRecord, changed_state

    given = [answer for answer in answers if answer.answer is not None]
    if given:
        with changed_state(workspace) as state:
            for answer in given:
                record = QuizRecord(revision=answer.revision, correct=answer.correct)
                state.quiz[answer.id] = record


def _conclude(
    chapter: manifest.Chapter,
    answers: "Sequence[Answer]",
    pass_mark: int | None,
    file: Path | None,
) -> None:
    from .ask import percent, write_result

    right = sum(answer.correct for answer in answers)
    reached = percent(answers)
    typer.echo(f"{right} of {len(answers)} right: {reached} %.")
    if file is not None:
        write_result(file, chapter.stem, answers, pass_mark)
    if pass_mark is not None and reached < pass_mark:
        raise CourseError(
            f"{pass_mark} % are needed. Read what was missing, and repeat it: "
            f"course quiz {chapter.number}"
        )


def _prove(name: str | None) -> None:
    from .bank import bank_path
    from .prove import find_faults, prove_twice, write_summary

    if name is None:
        everything = manifest.load_chapters(manifest.ROOT)
        chapters = [chapter for chapter in everything if bank_path(chapter).exists()]
    else:
        chapters = [_find(name)]
    if not chapters:
        raise CourseError("No chapter has a quiz: write quizzes/STEM.toml.")
    results = prove_twice(chapters)
    write_summary(results, sys.stdout)
    for sentence in sorted({result.skipped for result in results if result.skipped}):
        typer.echo(f"Skipped. {sentence}", err=True)
    faults = list(find_faults(results))
    if faults:
        raise CourseError("These answers are not proven:\n" + "\n".join(faults))


def _find(name: str) -> manifest.Chapter:
    return manifest.find_chapter(name, manifest.load_chapters(manifest.ROOT))
