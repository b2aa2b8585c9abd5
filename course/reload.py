"""The server of MkDocs, with an eye for sources only and a word when it listens."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from .observer import SourceObserver


class SourceServer(LiveReloadServer):
    """Serves the site in `folder` at `url`, and calls `rebuild` when a source changes.

    `on_listening` is called when a browser may come.
    """

    def __init__(
        self,
        rebuild: Callable[[], None],
        host: str,
        url: str,
        folder: str,
        on_listening: Callable[[], None],
    ) -> None:
        parts = urlsplit(url)
        super().__init__(rebuild, host, parts.port or 80, folder, parts.path)
        self.observer = SourceObserver()
        self.error_handler = self._error_page
        self.on_listening = on_listening

    def run(self) -> None:
        """Serve until an exception ends it, such as KeyboardInterrupt."""
        serve: Callable[[], None] = self.serve
        try:
            serve()
        finally:
            self.shutdown()

    def server_activate(self) -> None:
        super().server_activate()
        self.on_listening()

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None
