"""Swagger UI's button Authorize, in a browser, against a running chapter 9.

`/docs` loads Swagger UI from a CDN. Here its files come from the package that the CDN
serves, so that the test needs no network, and gets the version of package-lock.json.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from ..callers import PASSWORD
from ..server import Server, running_server
from .conftest import give_up
from .npm import MODULES, install

CDN = re.compile(r"^https://cdn\.jsdelivr\.net/npm/swagger-ui-dist@5/(?P<file>.+)$")
USER = {"username": "alpha", "email": "alpha@example.com"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the chapter as a process, with one user."""
    with running_server("ch09_jwt", tmp_path_factory.mktemp("shop")) as server:
        with server.client() as client:
            assert client.post("/users", json=USER).status_code == 201
        yield server


@pytest.fixture
def docs(browser: Browser, shop: Server) -> Iterator[Page]:
    """Open /docs as a new visitor does."""
    if not install():
        give_up("No Swagger UI: npm is not there, or cannot install it.")
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.route(re.compile(r"^https://"), answer_from_package)
        page.goto(f"{shop.url}/docs")
        yield page


def answer_from_package(route: Route) -> None:
    """Answer for the CDN; nothing else off this machine is there."""
    asked = CDN.match(route.request.url)
    if asked is None:
        route.abort()
        return
    route.fulfill(path=Path(MODULES, "swagger-ui-dist", asked["file"]))


def authorize(docs: Page, password: str) -> None:
    """Click through the window as chapter 9 describes it."""
    docs.locator(".btn.authorize").click()
    docs.get_by_label("username:").fill("alpha")
    docs.get_by_label("password:").fill(password)
    docs.locator(".auth-btn-wrapper .authorize").click()


def read_me(docs: Page) -> None:
    """Send GET /users/me with `Try it out`."""
    docs.get_by_role("button", name="GET /users/me", exact=False).first.click()
    docs.get_by_role("button", name="Try it out").click()
    docs.get_by_role("button", name="Execute").click()


def test_who_has_authorized_is_known(docs: Page) -> None:
    authorize(docs, PASSWORD)
    docs.get_by_role("button", name="Close").click()
    read_me(docs)

    answer = docs.locator(".live-responses-table .response")
    expect(answer.locator(".response-col_status")).to_contain_text("200")
    expect(answer).to_contain_text('"username": "alpha"')
    expect(docs.locator(".curl-command")).to_contain_text("Authorization: Bearer eyJ")


def test_who_has_not_is_401(docs: Page) -> None:
    read_me(docs)

    answer = docs.locator(".live-responses-table .response")
    expect(answer.locator(".response-col_status")).to_contain_text("401")
    expect(answer).to_contain_text("Not authenticated")


def test_a_wrong_password_is_said_in_the_window(docs: Page) -> None:
    authorize(docs, "passw0rd")

    window = docs.locator(".modal-ux")
    expect(window.locator(".errors")).to_contain_text("Unauthorized")
    expect(window.get_by_role("button", name="Logout")).to_have_count(0)


def test_a_lock_marks_what_needs_a_token(docs: Page) -> None:
    expect(docs.locator(".opblock").first).to_be_visible()

    locked = docs.locator(".opblock:has(.authorization__btn)")
    expect(locked).to_have_count(1)
    expect(locked.locator(".opblock-summary-path")).to_contain_text("/users/me")
