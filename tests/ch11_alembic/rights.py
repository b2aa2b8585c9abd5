"""Who may do what with addresses: rows for the table of chapter 10."""

from tests.ch10_permissions.who_may import Right, of_one

ADDRESS = {"postcode": "10115", "town": "Berlin"}

NEW_RIGHTS: list[Right] = [
    of_one("GET /users/{user_id}/address", "read the address", 200),
    of_one("PUT /users/{user_id}/address", "replace the address", 200, ADDRESS),
]
