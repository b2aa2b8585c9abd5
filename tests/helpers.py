"""What several chapters' tests say in the same words."""

from collections.abc import Callable

import httpx2

Row = dict[str, object]
Sql = Callable[..., list[Row]]
Client = httpx2.Client


def locations(response: httpx2.Response) -> list[list[str | int]]:
    """Return where each entry of a 422 body points, such as `["body", "email"]`."""
    return [entry["loc"] for entry in response.json()["detail"]]


def insert_users(sql: Sql, *names: str) -> None:
    """Insert a row for each name, past the API."""
    for name in names:
        sql(
            "INSERT INTO users (username, email) VALUES (:name, :email)",
            name=name,
            email=f"{name}@example.com",
        )
