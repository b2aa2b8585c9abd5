"""The applications whose OpenAPI document is tested, and how to sign in to each."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx2

from ..callers import PASSWORD
from ..databases import DATABASES, SQLITE
from ..server import Server

SERVERS = tuple(name for name in DATABASES if name != SQLITE)
# Whoever signs in is the first user that `enter` makes.
CALLER_ID = "1"

Headers = dict[str, str]


def without_passwords(server: Server) -> Headers:
    """Make users; anybody may until chapter 10."""
    make_user(server, {}, "alpha")
    make_user(server, {}, "beta")
    return {}


def with_passwords(server: Server) -> Headers:
    make_user(server, {}, "alpha", password=PASSWORD)
    make_user(server, {}, "beta", password=PASSWORD)
    return {}


def with_a_token(server: Server) -> Headers:
    with_passwords(server)
    return take_token(server)


def as_admin(server: Server) -> Headers:
    """Make an admin from the command line, and another user."""
    headers = bearer(server.make_admin("alpha"))
    make_user(server, headers, "beta", password=PASSWORD)
    return headers


def client_of(server: Server) -> httpx2.Client:
    return httpx2.Client(base_url=server.url, timeout=30)


def is_signed_in(server: Server, headers: Headers) -> bool:
    with client_of(server) as client:
        return client.get("/users/me", headers=headers).is_success


def make_user(server: Server, headers: Headers, name: str, **more: str) -> None:
    body = {"username": name, "email": f"{name}@example.com"} | more
    with client_of(server) as client:
        client.post("/users", json=body, headers=headers).raise_for_status()


def take_token(server: Server) -> Headers:
    form = {"username": "alpha", "password": PASSWORD}
    with client_of(server) as client:
        answer = client.post("/token", data=form).raise_for_status()
    return bearer(answer.json()["access_token"])


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}


@dataclass(frozen=True)
class Target:
    """One chapter; `enter` makes some users and returns the headers of each request.

    What is not `always` tested is left to `make fuzz`: it is much like its neighbours.
    """

    stem: str
    databases: tuple[str, ...]
    enter: Callable[[Server], Headers]
    always: bool = True


TARGETS = [
    Target("ch04_crud", (SQLITE,), without_passwords),
    Target("ch07_postgresql", (SQLITE,), without_passwords),
    # Chapter 10 has all these endpoints, and is tested on all databases.
    Target("ch07_postgresql", SERVERS, without_passwords, always=False),
    Target("ch08_passwords", (SQLITE,), with_passwords, always=False),
    Target("ch09_jwt", (SQLITE,), with_a_token, always=False),
    Target("ch10_permissions", DATABASES, as_admin),
    Target("ch11_alembic", (SQLITE,), as_admin, always=False),
    Target("ch12_migrations_with_data", (SQLITE,), as_admin, always=False),
]
