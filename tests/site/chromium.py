"""Find a browser on this machine and start it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def find_browser() -> str | None:
    """Return the path of Chromium or Chrome, None when there is neither."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def start_browser(path: str | None = None) -> Iterator[Browser]:
    """Start the browser, by default the one that is found; without a window."""
    with sync_playwright() as playwright:
        executable = path or find_browser()
        browser = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
        yield browser
        browser.close()
