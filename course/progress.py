"""The table of what a learner has done: chapters, exercises, questions."""

import tomllib
from dataclasses import dataclass

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Table

from .exercises import exercises_of
from .manifest import Chapter
from .state import ChapterRecord, State, record_of

BAR = 20


@dataclass(frozen=True)
class Row:
    """The numbers of one chapter, each a pair of done and all."""

    chapter: Chapter
    tests: tuple[int, int]
    exercises: tuple[int, int]
    quiz: tuple[int, int]
    done: bool


def rows_of(chapters: tuple[Chapter, ...], state: State) -> list[Row]:
    """Return one row for each chapter."""
    return [_row(chapter, state) for chapter in chapters]


def show_progress(console: Console, rows: list[Row]) -> None:
    """Draw the table in a terminal; tab-separated lines anywhere else."""
    if not console.is_terminal:
        _write_lines(console, rows)
        return
    table = Table("Chapter", "", "Tests", "Exercises", "Quiz", box=None, pad_edge=False)
    for row in rows:
        name = f"{row.chapter.number}. {row.chapter.title}"
        bar = ProgressBar(total=max(row.tests[1], 1), completed=row.tests[0], width=BAR)
        pairs = (row.tests, row.exercises, row.quiz)
        table.add_row(name, bar, *map(_pair, pairs), style="green" if row.done else "")
    console.print(table)


def next_step(rows: list[Row]) -> str:
    """Return the one thing to do now."""
    for row in rows:
        number = row.chapter.number
        if not row.done:
            return f"Next: course {'check' if row.tests[1] else 'start'} {number}"
        if row.exercises[0] < row.exercises[1]:
            return f"Next: an exercise of chapter {number}; course hint {number}"
    return "Everything here is done."


def _row(chapter: Chapter, state: State) -> Row:
    names = (chapter.stem, *chapter.formerly)
    record = record_of(state.chapters, names) or ChapterRecord()
    exercises = [record_of(state.exercises, e.keys) for e in exercises_of(chapter)]
    questions = _questions(chapter)
    answers = [state.quiz.get(question) for question, _ in questions]
    right = sum(
        answer is not None and answer.correct and answer.revision == revision
        for answer, (_, revision) in zip(answers, questions, strict=True)
    )
    return Row(
        chapter,
        (record.passed, record.total),
        (sum(e is not None and e.done for e in exercises), len(exercises)),
        (right, len(questions)),
        record.done,
    )


def _questions(chapter: Chapter) -> list[tuple[str, int]]:
    """Return id and revision of the questions in the chapter's bank, if it has one."""
    bank = chapter.root / "quizzes" / f"{chapter.stem}.toml"
    if not bank.is_file():
        return []
    tables = tomllib.loads(bank.read_text(encoding="utf-8")).get("questions", [])
    return [(str(table["id"]), int(table.get("revision", 1))) for table in tables]


def _pair(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]}" if pair[1] else "-"


def _write_lines(console: Console, rows: list[Row]) -> None:
    header = ("chapter", "tests", "exercises", "quiz", "done")
    console.file.write("\t".join(header) + "\n")
    for row in rows:
        pairs = (f"{a}/{b}" for a, b in (row.tests, row.exercises, row.quiz))
        line = (row.chapter.stem, *pairs, "yes" if row.done else "no")
        console.file.write("\t".join(line) + "\n")
