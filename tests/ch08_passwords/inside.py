"""What the tests that look inside share."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from unittest.mock import patch

from argon2 import low_level
from pydantic import SecretStr

from tests.application import Application

PASSWORD = SecretStr("Passw0rd")


def module(application: Application, name: str) -> ModuleType:
    """Return a module of the chapter under test, such as `security`."""
    return importlib.import_module(f"chapters.{application.stem}.{name}")


class Library:
    """The library of Argon2, which notes with which hashes passwords are compared.

    This is what takes time, whoever asks for it. What is no hash is refused at once,
    and not noted.
    """

    def __init__(self) -> None:
        self.own = vars(low_level)["lib"]
        self.ffi = vars(low_level)["ffi"]
        self.hashes: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.own, name)

    def argon2_verify(self, hashed: object, *rest: object) -> int:
        outcome: int = self.own.argon2_verify(hashed, *rest)
        if outcome in (self.own.ARGON2_OK, self.own.ARGON2_VERIFY_MISMATCH):
            self.hashes.append(self.ffi.string(hashed).decode())
        return outcome


@contextmanager
def verifications() -> Iterator[list[str]]:
    """Collect the hashes with which passwords are compared inside the block."""
    library = Library()
    with patch.object(low_level, "lib", library):
        yield library.hashes
