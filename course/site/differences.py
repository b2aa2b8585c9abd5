"""Read the table of differences: its words, its probes and what was recorded.

`tests/differences/table.toml` has themes, each with a `file` beside it, a `title` and
its probes; a probe has the `name` of a function in that file, a `title`, and in
Markdown `why` and perhaps `elsewhere`. Recordings are `NAME.DATABASE.txt`, and
`server.DATABASE.txt`, in `docs/recorded/differences`.
"""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import FenceError
from .project import Project, read_text
from .recordings import DATABASES

FOLDER = "tests/differences"
TABLE = f"{FOLDER}/table.toml"
STEM = "differences"
SERVER = "server"
# Files beside the table that hold no probes.
HELPERS = ("database", "server")


@dataclass(frozen=True)
class Probe:
    """One question; `why` and `elsewhere` are Markdown, the latter may be empty."""

    name: str
    title: str
    why: str
    elsewhere: str = ""

    @property
    def anchor(self) -> str:
        return self.name.replace("_", "-")


@dataclass(frozen=True)
class Theme:
    """Questions of one kind; their probes are functions of the Python file `file`."""

    file: str
    title: str
    probes: tuple[Probe, ...]

    @property
    def path(self) -> str:
        """The file's path from the repository's folder."""
        return f"{FOLDER}/{self.file}.py"


def read_themes(root: Path) -> list[Theme]:
    """Return the themes in the table's order.

    Raises FenceError where the table is missing or is not written as it should be.
    """
    try:
        read = tomllib.loads((root / TABLE).read_text(encoding="utf-8"))
        return [
            Theme(
                theme["file"],
                theme["title"],
                tuple(Probe(**probe) for probe in theme["probes"]),
            )
            for theme in read["themes"]
        ]
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FenceError(f"Cannot read {TABLE}: {error}") from None
    except (KeyError, TypeError) as error:
        raise FenceError(f"{TABLE} lacks a key, or has one too many: {error}") from None


def check_themes(themes: Sequence[Theme], project: Project) -> None:
    """Raise FenceError unless the table, the probes and the recordings fit together."""
    _demand(_missing_probes(themes, project), f"no probe in {FOLDER}")
    _demand(_forgotten_probes(themes, project), f"no place in {TABLE}")
    wanted = set(_recordings(themes))
    found = set(project.recorded_names(STEM))
    _demand(wanted - found, f"no place in docs/recorded/{STEM}: make record")
    _demand(found - wanted, "no probe: delete it, or enter the probe")


def read_answer(name: str, database: str, project: Project) -> list[str]:
    """Return the recorded lines of a probe, or of the server, on a database."""
    recording = f"{STEM}/{name}.{database}.txt"
    return read_text(project.recording(recording), recording).splitlines()


def _demand(names: set[str], lack: str) -> None:
    for name in sorted(names):
        raise FenceError(f"'{name}' has {lack}.")


def _recordings(themes: Sequence[Theme]) -> Iterator[str]:
    probes = [probe.name for theme in themes for probe in theme.probes]
    for name in (SERVER, *probes):
        yield from (f"{name}.{database}.txt" for database in DATABASES)


def _missing_probes(themes: Sequence[Theme], project: Project) -> set[str]:
    named = {(theme.file, probe.name) for theme in themes for probe in theme.probes}
    return {name for _, name in named - _probes(project)}


def _forgotten_probes(themes: Sequence[Theme], project: Project) -> set[str]:
    named = {(theme.file, probe.name) for theme in themes for probe in theme.probes}
    return {name for _, name in _probes(project) - named}


def _probes(project: Project) -> set[tuple[str, str]]:
    """Return the functions that get a Database and return a text, with their files."""
    return {
        (path.stem, node.name)
        for path in (project.root / FOLDER).glob("*.py")
        if path.stem not in HELPERS
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.FunctionDef) and _is_probe(node)
    }


def _is_probe(function: ast.FunctionDef) -> bool:
    parameters = [ast.unparse(arg.annotation or arg) for arg in function.args.args]
    returns = ast.unparse(function.returns) if function.returns else ""
    return parameters == ["Database"] and returns == "str"
