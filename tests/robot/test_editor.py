"""A name that the imports leave out at first is written into them later."""

from pathlib import Path

import pytest

from course.robot.edit import EditError
from course.robot.editor import Editor
from course.robot.sentences import understand

MAIN = "chapters/ch01_a/main.py"
OTHER = "chapters/ch01_a/schemas.py"
REPLACE = "Replace the imports"


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Make the editor of a reader who has left `name` out, and then changed OTHER."""
    editor = Editor(tmp_path, "chapters/ch01_a")
    for name in (MAIN, OTHER):
        editor.write(name, "import os\n\nuser = os.name\n")
    left_out = f"{REPLACE}, but leave out `name`"
    editor.apply(MAIN, "from os import curdir, name\n", understand(left_out))
    editor.apply(OTHER, "import sys\n", understand(REPLACE))
    return editor


def test_a_name_goes_into_the_imports_of_its_own_file(editor: Editor) -> None:
    editor.add_import(MAIN, "name")

    assert editor.read(MAIN) == "from os import curdir, name\n\nuser = os.name\n"


def test_a_name_that_the_imports_do_not_have_is_noticed(editor: Editor) -> None:
    with pytest.raises(EditError, match="have no `nam`"):
        editor.add_import(MAIN, "nam")
