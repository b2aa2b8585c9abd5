"""Two speakers for the queue of a watch: the keyboard, and the file system."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from watchfiles import Change, watch

from ..manifest import belongs
from .process import Messages

STEP = 10  # milliseconds without a further change: then the save is over
LONGEST = 200  # milliseconds


@contextmanager
def spoken_keys(messages: Messages) -> Iterator[None]:
    """Put `{"key": "q"}` for each key that is pressed, without waiting for Enter."""
    with suppress(OSError, ValueError):
        number = sys.stdin.fileno()
        with _single_keys(number):
            threading.Thread(
                target=_read_keys, args=(number, messages), daemon=True
            ).start()
            yield
        return
    yield  # there is no keyboard


def _read_keys(number: int, messages: Messages) -> None:
    with suppress(OSError):
        while key := os.read(number, 1):
            messages.put({"key": key.decode(errors="replace")})


@contextmanager
def _single_keys(number: int) -> Iterator[None]:
    if not os.isatty(number):
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(number)
    tty.setcbreak(number)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


@contextmanager
def spoken_saves(folder: Path, messages: Messages) -> Iterator[None]:
    """Put `{"saved": true}` whenever a file of the chapter in `folder` has changed.

    The folder above is watched, so that this one may go and come back.
    """
    stop = threading.Event()
    home = folder.resolve()

    def is_source(_: Change, path: str) -> bool:
        return Path(path).is_relative_to(home) and belongs(
            PurePosixPath(Path(path).relative_to(home).as_posix())
        )

    def speak() -> None:
        for _ in watch(
            home.parent,
            watch_filter=is_source,
            debounce=LONGEST,
            step=STEP,
            rust_timeout=200,
            stop_event=stop,
        ):
            messages.put({"saved": True})

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
