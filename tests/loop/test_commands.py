"""The commands around a check: what they say, write and refuse."""

import json
import re
import shutil
from pathlib import Path

import pytest

from course import manifest
from course.manifest import ROOT
from course.servers.kinds import POSTGRESQL
from course.servers.launch import has_binaries
from tests.meta.conftest import RunCourse

SOLUTION = """@app.get("/ping")
def ping() -> str:
    return "pong"
"""
EXERCISE_TESTS = """
from tests.helpers import Client


def ping(client: Client) -> str:
    return client.get("/ping").text


def test_a_ping_is_answered(client: Client) -> None:
    assert ping(client) == '"pong"'
"""
COPY = "exercises/ping/ch03_models_and_schemas"
COUNTS = re.compile(r"(\d+) passed, 1 failed, (\d+) not reached of (\d+) tests")
HINTS = "".join(
    f'[[hint]]\nlevel = {level}\ntext = "Hint number {level}."\n' for level in (1, 2, 3)
)


@pytest.fixture
def own_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a course with one exercise in chapter 3, and let the tool work on it."""
    root = tmp_path.resolve() / "course"
    ignore = shutil.ignore_patterns("__pycache__", "*.db*", "exercises", "site")
    for folder in ("chapters", "tests", "docs/chapters"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
    for file in ("pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / file, root)
    write(root / "exercises/ch03_models_and_schemas/ping/task.md", "# Ping\n")
    write(root / "exercises/ch03_models_and_schemas/ping/hints.toml", HINTS)
    main = (root / "chapters/ch03_models_and_schemas/main.py").read_text()
    solution = root / "exercises/ch03_models_and_schemas/ping/solution/main.py"
    write(solution, f"{main}\n\n{SOLUTION}")
    tests = root / "tests/ch03_models_and_schemas/exercises"
    write(tests / "__init__.py", "")
    write(tests / "ping/__init__.py", "")
    write(tests / "ping/test_ping.py", EXERCISE_TESTS)
    monkeypatch.setattr(manifest, "ROOT", root)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def put(workspace: Path, stem: str, source: str | None = None) -> Path:
    """Put a chapter into the workspace, under its own or another's name."""
    return put_at(workspace / "chapters" / stem, source)


def put_at(place: Path, source: str | None = None) -> Path:
    ignore = shutil.ignore_patterns("__pycache__", "*.db*")
    shutil.copytree(ROOT / "chapters" / (source or place.name), place, ignore=ignore)
    return place


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_start_begins_with_our_previous_chapter(
    course: RunCourse, workspace: Path
) -> None:
    result = course("start", "4")

    assert result.code == 0
    assert "ch04_crud begins as our chapter 3." in result.out
    place = workspace / "chapters/ch04_crud"
    ours = ROOT / "chapters/ch03_models_and_schemas"
    assert (place / "main.py").read_bytes() == (ours / "main.py").read_bytes()
    assert "errors.py" not in names(place)


def test_start_begins_with_the_learners_own_when_it_passes(
    course: RunCourse, workspace: Path
) -> None:
    own = put(workspace, "ch03_models_and_schemas") / "main.py"
    own.write_text(own.read_text() + "\n# mine\n")

    result = course("start", "4")

    assert "your own chapter 3, which passes its tests" in result.out
    copied = workspace / "chapters/ch04_crud/main.py"
    assert copied.read_text().endswith("# mine\n")


def test_start_does_not_begin_with_an_own_chapter_that_fails(
    course: RunCourse, workspace: Path
) -> None:
    own = put(workspace, "ch03_models_and_schemas") / "main.py"
    own.write_text("nonsense")

    result = course("start", "4")

    assert "our chapter 3, because yours does not pass" in result.out
    assert "FastAPI" in (workspace / "chapters/ch04_crud/main.py").read_text()
    assert own.read_text() == "nonsense"


def test_chapter_1_starts_with_an_empty_folder(
    course: RunCourse, workspace: Path
) -> None:
    assert course("start", "1").code == 0

    result = course("check", "1")

    assert result.code == 2
    assert "has no main.py; write it" in result.err
    assert names(workspace / "chapters/ch01_in_memory") == []


def test_nothing_is_overwritten_without_force_and_then_kept(
    course: RunCourse, workspace: Path
) -> None:
    write(workspace / "chapters/ch04_crud/main.py", "mine")

    refused = course("start", "4")
    forced = course("start", "4", "--force")
    reset = course("reset", "4")

    assert (refused.code, forced.code, reset.code) == (2, 0, 0)
    assert "is there already, and stays as it is" in refused.err
    backups = sorted((workspace / "backups").iterdir())
    assert len(backups) == 2
    kept = {(backup / "main.py").read_text()[:4] for backup in backups}
    assert "mine" in kept


def test_reset_needs_something_to_reset(course: RunCourse, workspace: Path) -> None:
    result = course("reset", "4")

    assert result.code == 1
    assert "begin with: course start 4" in result.err
    assert not workspace.exists()


def test_check_says_what_failed_and_remembers_it(
    course: RunCourse, workspace: Path
) -> None:
    put(workspace, "ch04_crud", "ch03_models_and_schemas")

    result = course("check", "4")

    assert (result.code, result.err) == (1, "")
    lines = result.out.splitlines()
    assert "FAILED  The answer says what is taken" in lines
    place = workspace / "chapters/ch04_crud/main.py"
    assert any(line.startswith(f"  Where     {place}:") for line in lines)
    assert any(line.endswith("#insert-first") for line in lines)
    assert lines[-1] == "Mend it and check again. For a hint: course hint 4"


def test_the_numbers_of_a_check_are_kept(course: RunCourse, workspace: Path) -> None:
    put(workspace, "ch04_crud", "ch03_models_and_schemas")

    line = course("check", "4").out.splitlines()[-2]

    counts = COUNTS.match(line)
    assert counts, line
    passed, missing, total = map(int, counts.groups())
    assert passed + 1 + missing == total
    state = json.loads((workspace / "progress.json").read_text())
    record = state["chapters"]["ch04_crud"]
    assert (record["passed"], record["total"]) == (passed, total)
    assert record["done"] is False


def test_check_passes_with_exit_code_0(course: RunCourse, workspace: Path) -> None:
    put(workspace, "ch03_models_and_schemas")

    result = course("check", "ch03")

    assert result.code == 0
    assert (
        result.out.splitlines()[-1]
        == "Chapter 3 is done. What is next: course progress"
    )


def test_check_says_which_databases_it_left_out(
    course: RunCourse, workspace: Path
) -> None:
    put(workspace, "ch06_mysql")

    result = course("check", "6", "--db", "sqlite")

    assert result.code == 0, result.out
    assert result.out.splitlines()[-2] == (
        "On sqlite, not on mysql and postgresql; "
        "`course servers up` starts what is missing."
    )


def test_check_on_a_database_that_the_chapter_does_not_use(
    course: RunCourse, workspace: Path
) -> None:
    put(workspace, "ch04_crud")

    result = course("check", "4", "--db", "mysql")

    assert result.code == 2
    assert result.err == "Error: ch04_crud does not use mysql; leave out --db.\n"


def test_check_runs_on_a_server(course: RunCourse, workspace: Path) -> None:
    if not has_binaries(POSTGRESQL):
        pytest.skip("there is no PostgreSQL on this machine")
    put(workspace, "ch06_mysql")
    change = workspace / "chapters/ch06_mysql/models.py"
    change.write_text(change.read_text().replace("value.astimezone(UTC)", "value"))

    result = course("check", "6", "--db", "postgresql")

    assert result.code == 1
    assert "database = 'postgresql'" in result.out


def test_check_needs_a_copy(course: RunCourse, workspace: Path) -> None:
    result = course("check", "4")

    assert result.code == 2
    place = workspace / "chapters/ch04_crud"
    assert result.err == f"Error: There is no {place}; begin with: course start 4\n"


def test_json_is_exercisms_format(course: RunCourse, workspace: Path) -> None:
    put(workspace, "ch04_crud", "ch03_models_and_schemas")

    result = course("check", "4", "--json")

    document = json.loads(result.out)
    assert result.code == 1
    assert (document["version"], document["status"]) == (3, "fail")
    assert "message" not in document
    statuses = [test["status"] for test in document["tests"]]
    place = statuses.index("fail")
    after = len(statuses) - place - 1
    assert statuses == ["pass"] * place + ["fail"] + ["error"] * after
    failed = document["tests"][place]
    assert failed["test_code"].startswith('client.post("/users", json=ALPHA)')
    assert "Expected: body {'detail': 'Username is already taken'}" in failed["message"]
    assert failed["x_section"] == "ch04_crud#insert-first"


def test_keys_of_our_own_begin_with_x(course: RunCourse, workspace: Path) -> None:
    put(workspace, "ch04_crud", "ch03_models_and_schemas")

    document = json.loads(course("check", "4", "--json").out)

    keys = {key for test in document["tests"] for key in test}
    own = {key for key in (*keys, *document) if key.startswith("x_")}
    assert (keys | set(document)) - own == {
        *("version", "status", "tests", "name", "message", "output"),
        *("test_code", "task_id"),
    }


def test_json_of_a_chapter_that_cannot_be_loaded_is_an_error(
    course: RunCourse, workspace: Path
) -> None:
    (put(workspace, "ch03_models_and_schemas") / "main.py").write_text("def")

    document = json.loads(course("check", "3", "--json").out)

    assert document["status"] == "error"
    assert "SyntaxError" in document["message"]


def test_three_hints_come_one_at_a_time(course: RunCourse, workspace: Path) -> None:
    put(workspace, "ch04_crud", "ch03_models_and_schemas")

    first, second, third = (course("hint", "4").out for _ in range(3))

    assert 'Hint 1 of 3. The idea is in chapter 4, "Insert first' in first
    assert "def create_user" not in first + second
    assert "Hint 2 of 3. The test wants body {'detail': 'Username is" in second
    assert "Hint 3 of 3. This is `create_user` in ours:" in third
    assert "def create_user" in third
    assert third.endswith("This was the last one.\n")


def test_an_exercise_is_graded_hinted_and_solved(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    place = put_at(workspace / COPY)

    failed = course("check", "3", "ping")
    too_early = course("solution", "3", "ping")
    shutil.copy(
        own_course / "exercises/ch03_models_and_schemas/ping/solution/main.py", place
    )
    passed = course("check", "3", "ping")
    solution = course("solution", "3", "ping")

    assert (failed.code, passed.code) == (1, 0)
    assert str(place) in failed.out.splitlines()[0]
    assert "FAILED  A ping is answered" in failed.out
    assert """  Expected  ping(client) == '"pong"'\n""" in failed.out
    assert "No function in your application answers GET /ping." in failed.out
    assert (too_early.code, too_early.out) == (1, "")
    assert "--give-up" in too_early.err
    assert solution.code == 0
    assert '+    return "pong"' in solution.out


def test_the_hint_after_all_tests_is_for_an_exercise(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    put(workspace, "ch03_models_and_schemas")

    first, second = course("hint", "3").out, course("hint", "3", "ping").out

    assert (own_course / "exercises").is_dir()
    assert "Exercise ping. Hint 1 of 3. Hint number 1." in first
    assert "Exercise ping. Hint 2 of 3. Hint number 2." in second


def test_giving_up_shows_the_solution_and_is_remembered(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    result = course("solution", "3", "ping", "--give-up")

    assert result.out.startswith("--- before/main.py\n+++ after/main.py\n")
    state = json.loads((workspace / "progress.json").read_text())
    assert state["exercises"]["ch03_models_and_schemas/ping"]["gave_up"] is True
    assert (own_course / "chapters/ch01_in_memory/main.py").is_file()


@pytest.mark.usefixtures("own_course")
@pytest.mark.parametrize("command", ["start", "check", "watch", "hint", "reset"])
def test_an_unknown_exercise_lists_the_known_ones(
    course: RunCourse, workspace: Path, command: str
) -> None:
    result = course(command, "3", "pong")

    assert result.code == 2
    assert result.err == "Error: Chapter 3 has no exercise 'pong'; it has: ping.\n"
    assert not workspace.exists()


@pytest.mark.usefixtures("own_course")
@pytest.mark.parametrize("command", ["check", "watch"])
def test_an_exercise_needs_a_copy_of_its_own(
    course: RunCourse, workspace: Path, command: str
) -> None:
    result = course(command, "3", "ping")

    assert result.code == 2
    sentence = f"There is no {workspace / COPY}; begin with: course start 3 ping"
    assert result.err == f"Error: {sentence}\n"


@pytest.mark.usefixtures("own_course")
def test_an_exercise_begins_as_a_copy_of_the_learners_chapter(
    course: RunCourse, workspace: Path
) -> None:
    own = put(workspace, "ch03_models_and_schemas")
    write(own / "main.py", "mine")
    write(own / "shop.db", "rows")

    result = course("start", "3", "ping")

    assert result.code == 0
    assert f"{workspace / COPY} begins as a copy of your own chapter 3." in result.out
    assert result.out.endswith("Then: course check 3 ping\n")
    assert (workspace / COPY / "main.py").read_text() == "mine"
    assert not (workspace / COPY / "shop.db").exists()
    assert (own / "main.py").read_text() == "mine"


@pytest.mark.usefixtures("own_course")
def test_an_exercise_begins_as_our_chapter_where_the_learner_has_none(
    course: RunCourse, workspace: Path
) -> None:
    result = course("start", "3", "ping")

    assert "begins as our chapter 3, because there is no" in result.out
    ours = ROOT / "chapters/ch03_models_and_schemas/main.py"
    assert (workspace / COPY / "main.py").read_bytes() == ours.read_bytes()
    assert not (workspace / "chapters").exists()


def test_an_exercise_with_planted_files_begins_as_our_chapter_with_them(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    own = put(workspace, "ch03_models_and_schemas")
    write(own / "models.py", "mine")
    write(
        own_course / "exercises/ch03_models_and_schemas/ping/planted/main.py", "planted"
    )

    result = course("start", "3", "ping")

    assert "begins as our chapter 3, with the files of the exercise." in result.out
    assert (workspace / COPY / "main.py").read_text() == "planted"
    ours = ROOT / "chapters/ch03_models_and_schemas/models.py"
    assert (workspace / COPY / "models.py").read_bytes() == ours.read_bytes()
    assert (own / "models.py").read_text() == "mine"


def test_an_exercise_about_migrations_is_solved_where_they_find_their_chapter(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    folder = own_course / "exercises/ch11_alembic/pong"
    revision = "migrations/versions/0003_pong.py"
    write(folder / "task.md", "# Pong\n")
    write(folder / "hints.toml", HINTS)
    write(folder / "planted" / revision, "planted")

    course("start", "11", "pong")

    copy = workspace / "exercises/pong/chapters/ch11_alembic"
    assert (copy / revision).read_text() == "planted"
    assert (copy / "migrations/env.py").is_file()

    course("reset", "11", "pong")

    (backup,) = (workspace / "backups").iterdir()
    assert backup.name.startswith("ch11_alembic-pong-2")
    assert (copy / revision).read_text() == "planted"


@pytest.mark.usefixtures("own_course")
def test_work_on_an_exercise_is_kept_when_it_begins_anew(
    course: RunCourse, workspace: Path
) -> None:
    write(workspace / COPY / "main.py", "mine")

    refused = course("start", "3", "ping")
    forced = course("start", "3", "ping", "--force")
    reset = course("reset", "3", "ping")

    assert (refused.code, forced.code, reset.code) == (2, 0, 0)
    assert "is there already, and stays as it is" in refused.err
    assert "To begin anew: course reset 3 ping" in refused.err
    backups = sorted((workspace / "backups").iterdir())
    assert [path.name[:29] for path in backups] == ["ch03_models_and_schemas-ping-"] * 2
    assert (backups[0] / "main.py").read_text() == "mine"
    assert "FastAPI" in (backups[1] / "main.py").read_text()


@pytest.mark.usefixtures("own_course")
def test_an_exercise_that_was_never_begun_cannot_be_reset(
    course: RunCourse, workspace: Path
) -> None:
    put(workspace, "ch03_models_and_schemas")

    result = course("reset", "3", "ping")

    assert result.code == 1
    assert "to reset; begin with: course start 3 ping" in result.err
    assert not (workspace / "backups").exists()


def test_progress_counts_tests_exercises_and_questions(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    question = '[[questions]]\nid = "{}"\nrevision = {}\n'
    bank = question.format("ch03-a", 1) + question.format("ch03-b", 2)
    write(own_course / "quizzes/ch03_models_and_schemas.toml", bank)
    answer = {"revision": 1, "correct": True}
    state = {
        "version": 1,
        "chapters": {
            "ch03_models_and_schemas": {"passed": 91, "total": 91, "done": True}
        },
        "exercises": {"ch03_models_and_schemas/ping": {"done": True}},
        "quiz": {"ch03-a": answer, "ch03-b": answer},
    }
    write(workspace / "progress.json", json.dumps(state))

    lines = course("progress").out.splitlines()

    assert lines[3] == "ch03_models_and_schemas\t91/91\t1/1\t1/2\tyes"
    assert lines[2] == "ch02_first_table\t0/0\t0/0\t0/0\tno"


def test_a_renamed_chapter_keeps_its_progress(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    manifest_file = own_course / "chapters/chapters.toml"
    text = manifest_file.read_text()
    named = 'stem = "ch01_in_memory"\n'
    assert named in text
    manifest_file.write_text(text.replace(named, f'{named}formerly = ["ch01_list"]\n'))
    state = {"chapters": {"ch01_list": {"passed": 3, "total": 11}}}
    write(workspace / "progress.json", json.dumps(state))
    write(workspace / "chapters/ch01_list/main.py", "")

    lines = course("progress").out.splitlines()
    moved = course("check", "1")

    assert lines[1].startswith("ch01_in_memory\t3/11")
    assert moved.code == 2
    assert "ch01_list is now called ch01_in_memory; rename your folder: mv" in moved.err


def test_doctor_finds_nothing_wrong_here(course: RunCourse, workspace: Path) -> None:
    result = course("doctor")

    marks = {line.split()[1]: line.split()[0] for line in result.out.splitlines()[:-1]}
    assert marks["Python"] == marks["workspace"] == marks["progress"] == "ok"
    assert marks["packages"] == "ok", result.out
    assert workspace.is_dir()


def test_doctor_says_what_mends_it(
    course: RunCourse, workspace: Path, own_course: Path
) -> None:
    (own_course / "requirements.txt").write_text("fastapi==0.1\nnone-such==1.0\n")
    write(workspace, "a file, not a folder")

    result = course("doctor")

    assert result.code == 1
    assert "fastapi is 0.165.0 and not 0.1; none-such is missing" in result.out
    assert "pip install --require-hashes -r requirements.txt" in result.out
    assert "name another one with --workspace" in result.out
