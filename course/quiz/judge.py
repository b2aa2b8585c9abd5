"""Run a question's proofs and say what does not hold."""

import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from course.servers.server import Server

from .bank import Bank
from .questions import AnyQuestion
from .sandbox import Sandbox, open_sandbox
from .trials import Trial, find_trials

LIMIT = 10  # seconds for one proof; most take a hundredth of one


class SetupError(Exception):
    """The code before a proof failed, so the proof says nothing."""


def judge(
    bank: Bank, question: AnyQuestion, stem: str, server: Server | None = None
) -> Iterator[str]:
    """Yield what is wrong with the question's proofs, in words.

    Nothing means that every right option, order or spelling of it is proven, and every
    wrong one refuted, in the chapter called `stem`, on the `server` if there is one.
    """
    setups = [code for code in (bank.setup, question.setup) if code]
    for trial in find_trials(question):
        error = _within_limit(partial(_try, trial, setups, stem, server))
        problem = _problem(trial, error)
        if problem:
            yield f"{trial.place}: {problem}"


def _try(trial: Trial, setups: list[str], stem: str, server: Server | None) -> None:
    with (
        TemporaryDirectory(prefix="course-quiz-") as folder,
        open_sandbox(stem, Path(folder), server) as sandbox,
    ):
        _set_up(sandbox, setups)
        trial.run(sandbox)


def _set_up(sandbox: Sandbox, setups: list[str]) -> None:
    try:
        for code in setups:
            sandbox.run(code, "<setup>")
    except Exception as error:
        raise SetupError(_words(error)) from error


def _within_limit(action: Callable[[], None]) -> BaseException | None:
    """Run the action in a thread; return its exception, TimeoutError if it hangs.

    A hanging thread is left behind: it ends with the process.
    """
    raised: list[BaseException] = []

    def run() -> None:
        try:
            action()
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(LIMIT)
    if thread.is_alive():
        return TimeoutError(f"it runs for more than {LIMIT} seconds")
    return raised[0] if raised else None


def _problem(trial: Trial, error: BaseException | None) -> str | None:
    if error is None:
        return None if trial.correct else "is marked wrong, and its proof passes"
    if isinstance(error, SetupError):
        return f"the setup is broken: {error}"
    if not _is_refusal(trial, error):
        return f"the proof is broken: {_words(error)}"
    return f"is marked right, and fails: {_words(error)}" if trial.correct else None


def _is_refusal(trial: Trial, error: BaseException) -> bool:
    """Tell whether the claim itself was found not to hold."""
    if trial.any_error and isinstance(error, Exception):
        return not isinstance(error, TimeoutError)
    refused = isinstance(error, AssertionError)
    return refused and (trial.claims is None or str(error) in trial.claims)


def _words(error: BaseException) -> str:
    return traceback.format_exception_only(error)[-1].strip()
