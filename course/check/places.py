"""Where in the learner's files a failure belongs.

Looked up in the process of the tests, where the application is at hand. A place is a
file, a line and the name of what stands there.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import httpx2
from fastapi.routing import iter_route_contexts
from starlette.routing import Match

Frame = tuple[str, int, str]


def frames_of(error: BaseException) -> Iterator[Frame]:
    """Yield the lines of an error's traceback, the innermost last."""
    traceback: TracebackType | None = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield code.co_filename, traceback.tb_lineno, code.co_name
        traceback = traceback.tb_next


def own_frames(error: BaseException, package: Path) -> list[Frame]:
    """Return those lines of a traceback that are in the learner's package.

    A file that cannot be parsed has no line there; the error itself says where.
    """
    own = [frame for frame in frames_of(error) if _inside(frame[0], package)]
    if isinstance(error, SyntaxError) and _inside(error.filename or "", package):
        own.append((error.filename or "", error.lineno or 1, "<module>"))
    return own


def _inside(file: str, package: Path) -> bool:
    return Path(file).is_relative_to(package)


def endpoint_of(request: httpx2.Request | None, stem: str) -> Frame | None:
    """Return the function that answers the request; its name is empty if none does."""
    main = sys.modules.get(f"chapters.{stem}.main")
    if request is None or main is None or not hasattr(main, "app"):
        return None
    scope = {"type": "http", "method": request.method, "path": request.url.path}
    # `app.routes` alone holds an included router as one piece, without an endpoint.
    for route in iter_route_contexts(main.app.routes):
        match, _ = route.matches(scope | {"root_path": "", "headers": []})
        if match == Match.FULL and route.endpoint is not None:
            code = route.endpoint.__code__
            return code.co_filename, code.co_firstlineno, code.co_name
    return str(main.__file__), _line_of(str(main.__file__), "app"), ""


def model_of(stem: str) -> Frame | None:
    """Return the class of a table, wherever it stands in the package."""
    for name, module in list(sys.modules.items()):
        for value in (
            vars(module).values() if name.startswith(f"chapters.{stem}.") else ()
        ):
            if isinstance(value, type) and vars(value).get("__tablename__"):
                file = str(sys.modules[value.__module__].__file__)
                return file, _line_of(file, value.__name__), value.__name__
    return None


def _line_of(file: str, name: str) -> int:
    for node in ast.parse(Path(file).read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node]
        names = [
            getattr(target, "name", getattr(target, "id", "")) for target in targets
        ]
        if name in names:
            return node.lineno
    return 1
