"""Who may do what: every operation and every kind of caller, as one table of data.

The tests go through it cell by cell, and the page of the chapter shows it.
"""

from dataclasses import dataclass

NEW = {"username": "zoe", "email": "zoe@example.com", "password": "Passw0rd"}
CHANGE = {"current_password": "Passw0rd", "new_password": "Passw0rd2"}
FORM = {"username": "beta", "password": "Passw0rd"}

# `beta` is a plain user, and so is `gamma`; `alpha` is an admin; `delta` is an admin,
# too, whom somebody has deactivated since she got her token.
COLUMNS = {
    "nobody": ("", "gamma"),
    "a broken token": ("broken", "gamma"),
    "a deactivated admin": ("delta", "gamma"),
    "a user, of herself": ("beta", "beta"),
    "a user, of another one": ("beta", "gamma"),
    "of an unknown id": ("beta", "unknown"),
    "an admin": ("alpha", "gamma"),
    "an admin, of an unknown id": ("alpha", "unknown"),
}


@dataclass(frozen=True)
class Right:
    """One operation, what is sent to it, and the status for each of the columns."""

    operation: str
    title: str
    statuses: tuple[int, ...]
    body: object = None
    form: dict[str, str] | None = None

    @property
    def cells(self) -> dict[str, int]:
        return dict(zip(COLUMNS, self.statuses, strict=True))


def of_one(
    operation: str, title: str, good: int, body: object = None, *, own: int = 0
) -> Right:
    """What a user may do with herself, and an admin with everybody."""
    statuses = (401, 401, 401, own or good, 403, 403, good, 404)
    return Right(f"{operation}", title, statuses, body)


def of_all(operation: str, title: str, good: int, body: object = None) -> Right:
    """What only an admin may do; there is no id in the path."""
    return Right(operation, title, (401,) * 3 + (403,) * 3 + (good,) * 2, body)


RIGHTS = [
    Right("POST /token", "log in as an active user", (200,) * 8, form=FORM),
    Right("GET /users/me", "ask who calls", (401,) * 3 + (200,) * 5),
    of_all("GET /users", "list users", 200),
    of_all("POST /users", "create a user", 201, NEW),
    of_one("GET /users/{user_id}", "read a user", 200),
    of_one("PATCH /users/{user_id}", "change the age", 200, {"age": 31}),
    of_one("PATCH /users/{user_id}", "repeat a right", 200, {"is_admin": False}),
    of_one("PATCH /users/{user_id}", "give a right", 200, {"is_admin": True}, own=403),
    of_one("PATCH /users/{user_id}", "deactivate", 200, {"is_active": False}, own=403),
    of_one("DELETE /users/{user_id}", "delete a user", 204),
    of_one("PUT /users/{user_id}/password", "change a password", 204, CHANGE),
    of_one("GET /users/{user_id}/preferences", "read preferences", 200),
    of_one("PATCH /users/{user_id}/preferences", "change them", 200, {"rows": 25}),
    of_all("GET /reports/signups", "read the report", 200),
]
