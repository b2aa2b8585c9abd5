import logging
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")

log = logging.getLogger("uvicorn.error")


def check_revision(connection: Connection) -> None:
    """Refuse a database that lacks a revision; warn of one that newer code has made."""
    script = ScriptDirectory(MIGRATIONS)
    found = set(MigrationContext.configure(connection).get_current_heads())
    unknown = found - {step.revision for step in script.walk_revisions()}
    if unknown:
        names = ", ".join(sorted(unknown))
        log.warning("The database has revisions that this code lacks: %s", names)
    elif found != set(script.get_heads()):
        raise SystemExit(
            f"The database is at revision {''.join(found) or 'base'}, and the code "
            f"needs {script.get_current_head()}: run alembic upgrade head"
        )
