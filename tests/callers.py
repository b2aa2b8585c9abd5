"""Who calls where a promise of an early chapter is put to a later one.

From chapter 8 on a new user needs a password, and from chapter 10 on a caller needs
rights. The tests of the chapters before know neither. They keep their words; a caller
who adds what is missing speaks for them.
"""

import importlib
import json
from collections.abc import Iterator

import httpx2
from fastapi.testclient import TestClient

from .application import Application

PASSWORD = "Passw0rd"
FIRST_WITH_PASSWORDS = 8
FIRST_WITH_TOKENS = 9
FIRST_WITH_PERMISSIONS = 10


def number_of(stem: str) -> int:
    return int(stem[2:4])


class EarlyCaller(httpx2.Auth):
    """Give each new user a password, and each request the token, if there is one."""

    requires_request_body = True

    def __init__(self, token: str | None = None) -> None:
        self.token = token

    def auth_flow(self, request: httpx2.Request) -> Iterator[httpx2.Request]:  # type: ignore[override]
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        if (request.method, request.url.path) == ("POST", "/users"):
            request = _with_password(request)
        yield request


def _with_password(request: httpx2.Request) -> httpx2.Request:
    try:
        body = json.loads(request.content)
    except ValueError:  # sent to see what becomes of it
        return request
    if not isinstance(body, dict):
        return request
    headers = request.headers.copy()
    del headers["Content-Length"]
    return httpx2.Request(
        request.method,
        request.url,
        headers=headers,
        content=json.dumps({"password": PASSWORD, **body}),
        extensions=request.extensions,
    )


def early_client(application: Application, since: str = "ch01") -> TestClient:
    """Make the client of a test that was written for the chapter `since`.

    The application must be bound to a database already. Its caller is an administrator
    whom the database does not know: such a test counts its rows.
    """
    client = TestClient(application.app)
    client.auth = early_auth(application.stem, since)
    if needs_admin(application.stem, since):
        _let_everybody_be_admin(application)
    return client


def early_auth(stem: str, since: str) -> httpx2.Auth:
    """Return what adds the password that the chapter demands, and the test lacks."""
    if number_of(since) < FIRST_WITH_PASSWORDS <= number_of(stem):
        return EarlyCaller()
    return httpx2.Auth()


def needs_admin(stem: str, since: str) -> bool:
    """Say whether the chapter demands rights of which the test knows nothing."""
    return (
        number_of(since) < FIRST_WITH_TOKENS
        and number_of(stem) >= FIRST_WITH_PERMISSIONS
    )


def _let_everybody_be_admin(application: Application) -> None:
    dependencies = importlib.import_module(f"chapters.{application.stem}.dependencies")
    models = importlib.import_module(f"chapters.{application.stem}.models")
    admin = models.User(id=0, username="promise", is_active=True, is_admin=True)
    own = dependencies.get_current_user
    application.app.dependency_overrides[own] = lambda: admin
