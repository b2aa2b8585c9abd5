"""A chapter with its tests as a zip that runs by itself, without this repository."""

from collections.abc import Iterator

from course.manifest import Chapter

from . import render
from .pins import pins_for
from .project import Project, read_text
from .support import find_test_files

README = """\
# Chapter {number}: {title}

The application at the end of the chapter, in `chapters/{stem}`, and its tests. You need
Python 3.11 or newer. Type these commands in this folder, on Linux and macOS:

```bash
python3 -m venv .venv
. .venv/bin/activate
python -m pip install -r requirements.txt
{before}fastapi dev chapters/{stem}/main.py
pytest
```

On Windows:

```bat
py -m venv .venv
.venv\\Scripts\\activate
python -m pip install -r requirements.txt
{before}fastapi dev chapters/{stem}/main.py
pytest
```

`fastapi dev` serves the application at http://127.0.0.1:8000/docs until you press
Ctrl-C. `pytest` needs no server. Tests that start servers are skipped on Windows.
"""

DATABASES = """
`fastapi dev` uses SQLite unless the environment, or a file `.env` here, has a
`DATABASE_URL`. `pytest` runs on SQLite, on PostgreSQL, which is among the packages, and
on MySQL if MariaDB is installed or `MYSQL_URL` has the URL of a server where it may
create databases.
"""

# A line of README.md from the chapter on whose settings want a key; for every shell.
KEY = (
    'python -c "import pathlib, secrets; '
    "pathlib.Path('.env').write_text('SECRET_KEY=' + secrets.token_hex(32))\"\n"
)

# A line of README.md for a chapter whose application makes no tables.
UPGRADE = "alembic -c chapters/{stem}/alembic.ini upgrade head\n"

# An ini file, also a short one, keeps pytest from looking for one further up.
SETTINGS = "[pytest]\ntestpaths = tests chapters\n"


def pack_chapter(project: Project, chapter: Chapter, folder: str) -> bytes:
    """Return the zip, whose files are in `folder`: the same bytes for the same files.

    Raises FenceError when a test needs what a reader does not have.
    """
    files = standalone_files(project, chapter)
    return render.pack({f"{folder}/{path}": text for path, text in files.items()})


def standalone_files(project: Project, chapter: Chapter) -> dict[str, str]:
    """Return what the zip holds, path to text."""
    root = project.root
    copied = [
        "LICENSE",
        "chapters/__init__.py",
        *(f"chapters/{chapter.stem}/{name}" for name in chapter.files()),
        *find_test_files(root, chapter.stem),
    ]
    wishes, pins = (
        read_text(root / name, name) for name in ("requirements.in", "requirements.txt")
    )
    readme = README.format(
        number=chapter.number,
        title=chapter.title,
        stem=chapter.stem,
        before="".join(_commands_before(project, chapter)),
    )
    if len(chapter.databases) > 1:
        readme += DATABASES
    return {path: read_text(root / path, path) for path in copied} | {
        "README.md": readme,
        "pytest.ini": SETTINGS,
        "requirements.txt": pins_for(chapter.number, wishes, pins),
    }


def _commands_before(project: Project, chapter: Chapter) -> Iterator[str]:
    """Yield the lines without which the application does not start."""
    if _needs_key(project, chapter):
        yield KEY
    if "alembic.ini" in chapter.files():
        yield UPGRADE.format(stem=chapter.stem)


def _needs_key(project: Project, chapter: Chapter) -> bool:
    config = project.root / "chapters" / chapter.stem / "config.py"
    return config.exists() and "secret_key:" in read_text(config, config.name)
