"""What the tests that look inside share."""

import importlib
from types import ModuleType

from tests.application import Application


def module(application: Application, name: str) -> ModuleType:
    """Return a module of the chapter under test, such as `models`."""
    return importlib.import_module(f"chapters.{application.stem}.{name}")
