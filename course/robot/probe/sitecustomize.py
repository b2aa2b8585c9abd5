"""Note the SQL that a reader's programs send, in the file that ROBOT_SQL names.

Python imports this module at its start when the folder is on PYTHONPATH. The lines are
those of a recording (docs/decisions/0017).
"""

import os
import re


def _listen(path: str) -> None:
    try:
        from sqlalchemy import Engine, event
    except ImportError:
        return

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
    _listen(os.environ["ROBOT_SQL"])
