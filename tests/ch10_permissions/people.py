"""Who calls in the tests of this chapter; everybody's password is "Passw0rd"."""

from tests.ch09_jwt.signing import bearer, log_in
from tests.helpers import HASH, Client, Sql

INSERT = (
    "INSERT INTO users (username, email, age, hashed_password, is_admin)"
    " VALUES (:name, :email, 30, :hash, :is_admin)"
)

UNKNOWN_ID = 2**31 - 1
BROKEN = {"Authorization": "Bearer garbage"}

ADMINS = "SELECT username FROM users WHERE is_admin AND is_active ORDER BY id"


def insert_person(sql: Sql, name: str, *, is_admin: bool = False) -> int:
    """Insert a user past the API, and return the id that the database gives her."""
    email = f"{name}@example.com"
    sql(INSERT, name=name, email=email, hash=HASH, is_admin=is_admin)
    (row,) = sql("SELECT id FROM users WHERE username = :name", name=name)
    return int(str(row["id"]))


def headers_of(client: Client, name: str) -> dict[str, str]:
    """Log in, and return the headers that name the caller."""
    return bearer(log_in(client, name))


def admins(sql: Sql) -> list[object]:
    """Return the names of the active admins."""
    return [row["username"] for row in sql(ADMINS)]
