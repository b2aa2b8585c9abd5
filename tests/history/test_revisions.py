"""The history is one line, and its files can be read in their order."""

import ast

import pytest
from alembic.script import ScriptDirectory

from .revisions import (
    BASE,
    FILES,
    NAME,
    REVISIONS,
    STEMS,
    before,
    config,
    path_of,
    revision_of,
    stems_of,
)

SCRIPT = ScriptDirectory.from_config(config("sqlite://"))


def test_each_file_is_numbered_and_named_after_its_chapter() -> None:
    found = [NAME.fullmatch(name) for name in FILES]

    numbers = [match["number"] for match in found if match]
    assert numbers == [f"{number:04}" for number in range(1, len(FILES) + 1)]
    assert sorted(set(REVISIONS)) == REVISIONS


def test_the_history_is_one_line_in_the_order_of_its_files() -> None:
    line = [(each.revision, each.down_revision) for each in SCRIPT.walk_revisions()]

    last = [None, *REVISIONS]
    expected = list(zip(REVISIONS, last, strict=False))
    assert line[::-1] == expected
    assert len(SCRIPT.get_heads()) == 1


def test_each_revision_belongs_to_a_chapter_with_models() -> None:
    own = {stem[:4] for stem in STEMS}

    assert set(REVISIONS) <= own
    assert [stem for each in REVISIONS for stem in stems_of(each)] == STEMS


def test_the_newest_models_are_what_alembic_compares_with() -> None:
    env = (path_of(REVISIONS[0]).parents[1] / "env.py").read_text()

    assert f"from chapters.{STEMS[-1]}.models import Base\n" in env
    assert revision_of(STEMS[-1]) == REVISIONS[-1]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_says_how_to_undo_it(revision: str) -> None:
    tree = ast.parse(path_of(revision).read_text())
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}

    assert before(revision) in {BASE, *REVISIONS}
    assert functions.keys() >= {"upgrade", "downgrade"}
    for name in ("upgrade", "downgrade"):
        calls = [n for n in ast.walk(functions[name]) if isinstance(n, ast.Call)]
        assert calls, f"{name} of {revision} does nothing"
