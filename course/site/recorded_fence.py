"""The fence `recorded`: what a test has written down in docs/recorded/."""

from collections.abc import Callable, Iterator

from . import render
from .errors import FenceError, hint
from .fences import Fence
from .project import Project, read_text
from .recordings import DATABASES, KINDS, read_table, read_transcript

Store = Callable[[str], str]

# Numbers that a long run has taken, and no test: docs/recorded/measured/.
MEASURED = "measured"


def expand_recorded(fence: Fence, project: Project, store: Store) -> list[str]:
    """Return the recording as stored lines; for several databases, as Markdown tabs.

    `store` takes HTML and returns the line that stands for it. Raises FenceError.
    """
    name = fence.arguments()[0]
    title = fence.options().get("title", "")
    aside = fence.options().get("aside")
    stem, _, file = name.partition("/")
    if stem != MEASURED:
        project.chapter(stem)
    kind = file.rpartition(".")[2]
    if kind not in KINDS:
        known = ", ".join(f".{known}" for known in KINDS)
        raise FenceError(f"Expected a recording that ends in {known}; found '{name}'.")
    if kind == "sql":
        blocks = _sql(stem, file.removesuffix(".sql"), title, project, store, aside)
        return list(blocks)
    text = read_text(project.recording(name), name)
    return [store(render.aside(_one_text(name, kind, text, title), aside))]


def _one_text(name: str, kind: str, text: str, title: str) -> str:
    if kind == "txt":
        language = "pytb" if text.startswith("Traceback") else "text"
        data = {"kind": "error", "recording": name}
        return render.code_block(text, language, data, title=title)
    if kind == "tsv":
        header, rows = read_table(text)
        caption = title or name.partition("/")[2].removesuffix(".tsv")
        data = {"kind": "table", "recording": name}
        return render.table(header, rows, data, caption)
    return "\n".join(_transcript(name, text, title))


def _transcript(name: str, text: str, title: str) -> Iterator[str]:
    for exchange in read_transcript(text):
        yield from render.exchange(exchange, name, title=title)
        title = ""


def _sql(
    stem: str,
    name: str,
    title: str,
    project: Project,
    store: Store,
    aside: str | None,
) -> Iterator[str]:
    found = _databases(stem, name, project)
    if len(found) == 1:
        heading = f"{title or 'SQL'} ({DATABASES[found[0]]})"
        block = _sql_block(stem, name, found[0], heading, project)
        yield store(render.aside(block, aside))
        return
    for key in found:
        block = _sql_block(stem, name, key, title, project)
        start = "===!" if key == found[0] else "==="  # ! parts it from tabs above
        yield from (
            f'{start} "{DATABASES[key]}"',
            "",
            f"    {store(render.aside(block, aside))}",
            "",
        )


def _databases(stem: str, name: str, project: Project) -> list[str]:
    files = project.recorded_names(stem)
    found = [key for key in DATABASES if f"{name}.{key}.sql" in files]
    if not found:
        known = {f"{file.split('.')[0]}.sql" for file in files if file.endswith(".sql")}
        message = f"There is no recording '{name}.sql' in docs/recorded/{stem}."
        raise FenceError(f"{message} {hint(f'{name}.sql', known)}")
    return found


def _sql_block(
    stem: str, name: str, database: str, title: str, project: Project
) -> str:
    recording = f"{stem}/{name}.{database}.sql"
    text = read_text(project.recording(recording), recording)
    data = {"kind": "sql", "database": database, "recording": recording}
    return render.code_block(text, "sql", data, title=title)
