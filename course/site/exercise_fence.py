"""The fence `exercise`: a task, its hints folded, and the commands around it."""

from collections.abc import Callable, Iterator

from course.exercises import Exercise, find_exercise

from . import render
from .colour import language_of
from .errors import FenceError
from .fences import Fence
from .project import Project, read_text

Store = Callable[[str], str]

ONCE = "Do it once; a second time would overwrite your work."
HINTS = ("where to begin", "what you need", "how it is done")


def expand_exercise(fence: Fence, project: Project, store: Store) -> list[str]:
    """Return the exercise as Markdown: heading, task, start, hints, grading commands.

    The search leaves it out: whoever looks for a message needs an explanation, not a
    task or a hint. `store` takes HTML and returns its stand-in. Raises FenceError when
    the chapter is unknown, CourseError when the exercise is, or is not as it should be.
    """
    stem, slash, name = fence.arguments()[0].partition("/")
    if not slash:
        raise FenceError("Expected: exercise STEM/NAME, such as ch04_crud/search")
    exercise = find_exercise(project.chapter(stem), name)
    title, task = exercise.task()
    return [
        f"### {title} {{#exercise-{name.replace('_', '-')} data-search-exclude}}",
        "",
        *task.splitlines(),
        "",
        *(_planted(exercise, store) if exercise.planted else _copy(exercise, store)),
        *_trial(exercise, store),
        "If you are stuck:",
        "",
        *_hints(exercise),
        "When you are done, in the course's repository:",
        "",
        *_commands(
            store,
            f".venv/bin/python -m pytest {exercise.tests} \\\n"
            f"  --chapters-path ../shop/{_folder(exercise).rpartition('/')[0]}",
        ),
        "Or step by step and in plain words, with the tests of the chapter first:",
        "",
        *_commands(
            store,
            f".venv/bin/python -m course check {exercise.chapter.number} {name} \\\n"
            "  --workspace ../shop",
        ),
    ]


def _copy(exercise: Exercise, store: Store) -> Iterator[str]:
    chapter, folder = exercise.chapter, _folder(exercise).rpartition("/")[0]
    commands = [f"mkdir -p {folder}", f"cp -r chapters/{chapter.stem} {folder}"]
    if chapter.number > 1:  # chapter 1 has no database
        commands.append(f"rm -f {_folder(exercise)}/shop.db")
    if chapter.has_migrations:
        commands.append(f"export ALEMBIC_CONFIG={_folder(exercise)}/alembic.ini")
    alembic = " From the last line on, `alembic` works on the copy in this terminal."
    yield (
        f"Begin with a copy of your chapter. {ONCE}"
        f"{alembic if chapter.has_migrations else ''}"
    )
    yield ""
    yield from _commands(store, *commands)


def _planted(exercise: Exercise, store: Store) -> Iterator[str]:
    planted = {
        exercise.name_of(file): read_text(file, file.name) for file in exercise.planted
    }
    name = f"{exercise.name}.zip"
    archive = render.pack(
        {f"{_folder(exercise)}/{file}": text for file, text in planted.items()}
    )
    folded = "\n".join(_folded_file(exercise, *file) for file in planted.items())
    yield from _copy(exercise, store)
    yield from (
        "Then save the download in `shop`, and unpack it over the copy.",
        "",
        store(render.download(name, archive, f"Download the start: {name}")),
        "",
        *_commands(store, f"python -m zipfile -e {name} ."),
        "This puts there:",
        "",
        store(f'<section class="course-files" data-search-exclude>{folded}</section>'),
        "",
    )


def _trial(exercise: Exercise, store: Store) -> Iterator[str]:
    if exercise.asks_for_tests:
        yield "To try your tests, run them in your folder:"
        commands = [f"python -m pytest exercises/{exercise.name}"]
    else:
        yield (
            "To try it, stop the server of the chapter and start the copy with its own "
            "path:"
        )
        commands = [f"fastapi dev {_folder(exercise)}/main.py"]
        if exercise.chapter.has_migrations:
            commands.insert(0, "alembic upgrade head")
    yield ""
    yield from _commands(store, *commands)


def _folded_file(exercise: Exercise, name: str, text: str) -> str:
    shown = f"{_folder(exercise)}/{name}"
    data = {"kind": "planted", "file": shown}
    block = render.code_block(text, language_of(name), data, title=shown)
    return render.folded(f"<code>{name}</code>", block)


def _folder(exercise: Exercise) -> str:
    return exercise.chapter.folder_for(exercise.name)


def _hints(exercise: Exercise) -> Iterator[str]:
    for number, (about, text) in enumerate(
        zip(HINTS, exercise.hints(), strict=True), start=1
    ):
        yield f'??? course-hint "Hint {number}: {about}"'
        yield ""
        yield from (f"    {line}" for line in text.splitlines())
        yield ""


def _commands(store: Store, *commands: str) -> list[str]:
    lines = [f"{command}\n" for command in commands]
    return [store(render.command_block(lines, {"kind": "command"})), ""]
