import pytest

from .repository import Repository
from .texts import find_machine_paths, find_readme_errors

# Written in two parts, because the check reads this file as well.
ROOT_HOME = "/root" + "/"
WORK = "/work" + "/"


@pytest.mark.parametrize(
    "line",
    [
        f"{ROOT_HOME}course",
        f"cd {WORK}course",
        f"file://{ROOT_HOME}x",
        f"'{WORK}x'",
        "/tmp/pytest-of" + "-somebody/pytest-0",
    ],
)
def test_a_folder_of_one_machine_is_found(small_course: Repository, line: str) -> None:
    small_course.write("docs/index.md", f"# Title\n{line}\n")

    assert list(find_machine_paths(small_course.root)) == [
        f"docs/index.md:2 names a folder of one machine: {line}"
    ]


@pytest.mark.parametrize(
    "line", [f"docs{WORK}x", f"~{WORK}x", "framework/", "/home/runner" + WORK]
)
def test_another_path_is_no_folder_of_one_machine(
    small_course: Repository, line: str
) -> None:
    small_course.write("docs/index.md", line)

    assert list(find_machine_paths(small_course.root)) == []


def test_a_file_that_git_ignores_is_not_read(repository: Repository) -> None:
    repository.write(".gitignore", "ignored.txt\n")
    repository.write("ignored.txt", ROOT_HOME)
    repository.write("new.txt", ROOT_HOME)

    (problem,) = find_machine_paths(repository.root)

    assert problem.startswith("new.txt:1 ")


def test_a_hidden_file_is_not_read_where_there_is_no_git(
    small_course: Repository,
) -> None:
    small_course.write(".venv/pyvenv.cfg", ROOT_HOME)
    small_course.write(".env", ROOT_HOME)

    assert list(find_machine_paths(small_course.root)) == []


def test_a_file_that_is_no_text_is_not_read(small_course: Repository) -> None:
    (small_course.root / "image.png").write_bytes(b"\xff" + ROOT_HOME.encode())

    assert list(find_machine_paths(small_course.root)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[Title of ch03", "[Heading of ch03", "the row of ch03_models has no '[Title"),
        ("(docs/chapters/ch03", "(docs/ch03", "the row of ch03_models has no '[Title"),
        ("(chapters/ch03_models)", "-", "the row of ch03_models has no '(chapters/"),
        ("One idea.", "An idea.", "the row of ch01_list has no 'One idea.'"),
        ("ch04_crud", "none", "3 chapters in its table, not 4."),
    ],
)
def test_a_readme_that_disagrees_is_found(
    sound: Repository, old: str, new: str, problem: str
) -> None:
    sound.write("README.md", sound.read("README.md").replace(old, new))

    assert problem in next(find_readme_errors(sound.root))


def test_a_readme_in_another_order_is_found(sound: Repository) -> None:
    rows = sound.read("README.md").splitlines()
    sound.write("README.md", "\n".join(reversed(rows)))

    assert len(list(find_readme_errors(sound.root))) > 0
