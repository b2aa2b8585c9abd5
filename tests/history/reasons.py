"""Where the migrations make something else than a chapter's models, and why.

Chapters 3 to 5 run on SQLite only. Their models would make tables on a server, too, but
nobody does that; the revision makes there what chapter 6 needs.
"""

EARLY = ("ch03_models_and_schemas", "ch04_crud", "ch05_testing")
KNOWN = {
    # Text is compared letter by letter, and a moment keeps its microseconds, in UTC.
    "mysql": ("users.username", "users.email", "users.created_at", "users.updated_at"),
    # `now()` of the models is CURRENT_TIMESTAMP by another name.
    "postgresql": ("users.created_at", "users.updated_at"),
}


def without_known(found: list[str], stem: str, database: str) -> list[str]:
    """Leave out the known differences; one that is not there any more is named."""
    known = KNOWN.get(database, ()) if stem in EARLY else ()
    gone = [
        f"{subject}: there is no difference any more; tests/history/reasons.py has one"
        for subject in known
        if not any(line.startswith(f"{subject} ") for line in found)
    ]
    left = [line for line in found if line.split(" ")[0] not in known]
    return left + gone
