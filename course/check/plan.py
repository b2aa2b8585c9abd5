"""What will be tested, and in which order: promises, the chapter, an exercise."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..exercises import find_exercise
from ..manifest import Chapter
from ..teaching import Step, exercise_step, load_steps, promised_steps


@dataclass(frozen=True)
class Plan:
    """The steps of a run, on some databases; `exercise` is the name of one, or None."""

    chapter: Chapter
    exercise: str | None
    steps: tuple[Step, ...]
    databases: tuple[str, ...] = ("sqlite",)

    @property
    def tests(self) -> dict[str, Step]:
        """Map each function that must run to its step, in the order of teaching."""
        return {test: step for step in self.steps for test in step.tests}


@dataclass(frozen=True)
class Item:
    """One test: `id` is pytest's, `sentence` and `given`, its parameters, are ours."""

    id: str
    sentence: str
    given: str
    step: Step
    number: int

    @property
    def seconds(self) -> float:
        return self.step.seconds


def make_plan(
    chapter: Chapter,
    exercise: str | None = None,
    databases: Sequence[str] = ("sqlite",),
) -> Plan:
    """Plan the tests of a chapter, after the promises of those before it.

    An exercise comes last, because it must not break its chapter. Raises UsageError
    when there is no such exercise, CourseError when the course's tests are damaged.
    """
    steps = [*promised_steps(chapter), *load_steps(chapter)]
    if exercise is not None:
        steps.append(exercise_step(chapter, find_exercise(chapter, exercise).name))
    return Plan(chapter, exercise, tuple(steps), tuple(databases))


def make_items(
    plan: Plan, collected: list[list[str]], elsewhere: Sequence[str] = ()
) -> list[Item]:
    """Turn what was collected, pairs of id and said parameters, into the plan's items.

    `elsewhere` are functions that run on other databases than the plan's. Raises
    KeyError with the first function of the plan of which there is no item.
    """
    tests = plan.tests
    numbers = {step: number for number, step in enumerate(plan.steps, start=1)}
    items = [
        Item(
            id, _sentence(id), said, tests[_function(id)], numbers[tests[_function(id)]]
        )
        for id, said in collected
        if _function(id) in tests
    ]
    found = {_function(item.id) for item in items} | set(elsewhere)
    for test in tests:
        if test not in found:
            raise KeyError(test)
    return items


def _function(id: str) -> str:
    return id.partition("[")[0]


def _sentence(id: str) -> str:
    words = _function(id).rpartition("::test_")[2].replace("_", " ")
    return words[0].upper() + words[1:]
