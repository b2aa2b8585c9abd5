import pytest

from .drift import find_drift
from .repository import Repository


def test_a_copy_that_was_forgotten_is_found(sound: Repository) -> None:
    sound.write("chapters/ch02_table/main.py", "fixed = True\n")

    problems = list(find_drift(sound.root))

    assert problems == [
        "ch02_table/main.py is changed and chapters.toml does not say so: "
        "make it the same (`course carry`), or add it to 'changed'.",
        "ch03_models/main.py is changed and chapters.toml does not say so: "
        "make it the same (`course carry`), or add it to 'changed'.",
    ]


def test_one_byte_is_a_difference(sound: Repository) -> None:
    sound.write("chapters/ch04_crud/main.py", "from . import name\r\n")

    assert len(list(find_drift(sound.root))) == 1


@pytest.mark.parametrize("kind", ["added", "removed"])
def test_a_file_that_is_not_declared_is_found(sound: Repository, kind: str) -> None:
    file = "errors.py" if kind == "added" else "main.py"
    path = sound.root / "chapters/ch04_crud" / file
    if kind == "added":
        path.write_text("")
    else:
        path.unlink()

    (problem,) = find_drift(sound.root)

    assert problem.startswith(f"ch04_crud/{file} is {kind} and chapters.toml does not")
    assert f"'{kind}'" in problem


@pytest.mark.parametrize("kind", ["added", "changed", "removed"])
def test_a_declaration_that_is_not_true_is_found(sound: Repository, kind: str) -> None:
    manifest = sound.read("chapters/chapters.toml")
    start, _, last = manifest.rpartition("stem = ")
    key = f"{kind} = ["
    last = last.replace(key, f"{key}'x.py', ").replace(", ]", "]")
    sound.write("chapters/chapters.toml", f"{start}stem = {last}")

    assert list(find_drift(sound.root)) == [
        f"ch04_crud/x.py is not {kind} and chapters.toml says so: "
        f"take it out of '{kind}'."
    ]
