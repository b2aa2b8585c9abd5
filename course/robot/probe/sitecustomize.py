"""Note the SQL that a reader's programs send, in the file that ROBOT_SQL names.

Python imports this module at its start when the folder is on PYTHONPATH. The lines are
those of a recording (docs/decisions/0017).
"""

import os
import re
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


class Waiting(MetaPathFinder, Loader):
    """Listens when a program imports SQLAlchemy: many do not, and it takes a while."""

    def __init__(self, path: str) -> None:
        self.path = path

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname != "sqlalchemy":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            self.loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__:
            module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        _listen(self.path)


def _listen(path: str) -> None:
    from sqlalchemy import Engine, event

    def note(line: str) -> None:
        with open(path, "a", encoding="utf-8") as log:
            log.write(f"{line}\n")

    def statement(
        _connection: object,
        _cursor: object,
        sql: str,
        parameters: object,
        *_: object,
    ) -> None:
        if re.match(r"(RELEASE|ROLLBACK TO)? ?SAVEPOINT", sql):
            return
        note(f"{sql}\n-- {parameters}" if parameters else sql)

    event.listen(Engine, "begin", lambda _: note("BEGIN"))
    event.listen(Engine, "commit", lambda _: note("COMMIT"))
    event.listen(Engine, "rollback", lambda _: note("ROLLBACK"))
    event.listen(Engine, "before_cursor_execute", statement)


if os.environ.get("ROBOT_SQL"):
    sys.meta_path.insert(0, Waiting(os.environ["ROBOT_SQL"]))
