"""Looks for changed sources, blind to what a chapter leaves behind when it runs."""

import os
from pathlib import Path, PurePosixPath

from watchdog.events import FileSystemEvent
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter, PollingObserver

from .manifest import belongs

SECONDS_BETWEEN_LOOKS = 0.25


class SourceEmitter(PollingEmitter):
    """Reports changed files below one folder, if they are sources."""

    def queue_event(self, event: FileSystemEvent) -> None:
        path = Path(os.fsdecode(event.src_path)).relative_to(self.watch.path)
        if belongs(PurePosixPath(path)):
            super().queue_event(event)


class SourceObserver(PollingObserver):
    """Watches folders with one `SourceEmitter` each."""

    def __init__(self) -> None:
        BaseObserver.__init__(self, SourceEmitter, timeout=SECONDS_BETWEEN_LOOKS)
