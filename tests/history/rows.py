"""The rows that are put in at each revision, and what a way down takes from them.

Three users: one with as little as possible, one with the longest texts and the largest
numbers, and one with all that a database could mistake for something else.
"""

from datetime import datetime

from .revisions import BASE, REVISIONS

Row = dict[str, object]
Rows = dict[str, list[Row]]

EARLY = datetime.fromisoformat("1970-01-01 00:00:00.000001+00:00")
LATE = datetime.fromisoformat("2037-12-31 23:59:59.999999+00:00")
# An hour that clocks in Berlin do not show.
USUAL = datetime.fromisoformat("2026-03-29 02:30:00.678901+00:00")

LONGEST_EMAIL = "😀" * 242 + "@example.com"
ODD = {"a 😀": 'it\'s "so" \\ \n', "%(x)s :y": 100, "": True}

# What each revision adds to the three users.
ADDED: dict[str, dict[str, tuple[object, object, object]]] = {
    "ch03": {
        "id": (1, 2147483000, 7),
        "username": ("abc", "😀" * 20, "%s:x {}' \"\\ ß`--"),
        "email": ("a@b.de", LONGEST_EMAIL, "'; drop table users;--"),
        "age": (None, 120, 1),
        "is_active": (True, False, True),
        "is_admin": (False, True, False),
        "created_at": (EARLY, LATE, USUAL),
        "updated_at": (USUAL, EARLY, LATE),
    },
    "ch07": {"preferences": ({}, {"page_size": 100}, ODD)},
    "ch08": {"hashed_password": (None, "$" * 255, "$argon2id$Aa%s")},
    "ch09": {"token_version": (1, 2147483647, 3)},
    "ch10": {},
    "ch11": {"city": ("", "00000 " + "😀" * 100, "60311 Frankfurt am 'Main'")},
    "ch12": {
        "postcode": ("", "00000", "60311"),
        "town": ("", "😀" * 100, "Frankfurt am 'Main'"),
    },
}
# What a revision takes away: chapter 12 keeps the city in two columns.
TAKEN = {"ch12": {"city"}}

THROTTLES: list[Row] = [
    {"subject": "x" * 64, "attempts": 2147483647, "ends_at": LATE},
    {"subject": "😀 %s '", "attempts": 1, "ends_at": USUAL},
]

# What rows from before a revision get from it. Whoever goes down one revision and up
# again has this, too: no more is lost, and no less.
NEW: dict[str, Row] = {
    "ch07": {"preferences": {}},
    "ch08": {"hashed_password": None},
    "ch09": {"token_version": 1},
    "ch10": {},  # its table is empty
    "ch11": {"city": ""},
    "ch12": {"postcode": "", "town": ""},  # where the city is empty
}
LOST = NEW | {"ch12": {}}  # the city holds both


def rows_at(revision: str, put_in: str | None = None) -> Rows:
    """Return the rows at a revision that were put in there, or at an earlier one."""
    if revision == BASE:
        return {}
    own = put_in or revision
    reached = REVISIONS[: REVISIONS.index(revision) + 1]
    rows: Rows = {"users": [user(number, reached, own) for number in range(3)]}
    if "ch10" in reached:
        rows["login_throttles"] = THROTTLES if own >= "ch10" else []
    return rows


def user(number: int, reached: list[str], own: str) -> Row:
    row: Row = {}
    for revision in reached:
        is_own = revision <= own or (revision, own) == ("ch12", "ch11")
        added = {name: values[number] for name, values in ADDED[revision].items()}
        row |= added if is_own else NEW[revision]
        for name in TAKEN.get(revision, ()):
            del row[name]
    return row


def rows_without(revision: str) -> Rows:
    """Return the rows after one revision down and up again."""
    if revision == "ch03":
        return {"users": []}
    rows = rows_at(revision)
    rows["users"] = [row | LOST[revision] for row in rows["users"]]
    return rows | ({"login_throttles": []} if revision == "ch10" else {})
