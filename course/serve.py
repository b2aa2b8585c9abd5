"""Build the site strictly, serve it, and do both again when a source changes.

MkDocs has a command for this. Here it is composed from the command's parts, because
that command's live reload does nothing with click 8.2 and later, and because it would
rebuild the site whenever a chapter that runs writes to its database.
"""

import logging
import time
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from .errors import CourseError
from .ports import find_port
from .reload import SourceServer
from .signals import end_on_signals

Say = Callable[[str], None]

SOURCES = (
    *("chapters", "tests", "quizzes", "exercises"),
    *("requirements.in", "requirements.txt"),
)


def serve_site(root: Path, host: str, port: int, say: Say) -> None:
    """Serve the site of the repository at `root` until Ctrl-C, telling `say` about it.

    Listens at the first free port from `port` on. Raises CourseError when the first
    build fails, UsageError when `host` and `port` cannot be listened at. A later build
    that fails is reported, and pages wait until the next one succeeds.
    """
    end_on_signals()
    _log_warnings()
    free = find_port(host, port)
    if free != port:
        say(f"Port {port} is taken; using {free}.")
    try:
        with chdir(root), TemporaryDirectory(prefix="course-") as folder:
            _Site(root, folder, host, free, say).serve()
    except KeyboardInterrupt:
        say("Ended.")
    except MkDocsException as error:
        raise CourseError(f"The site was not built: {error.message}") from None


def _log_warnings() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logging.getLogger("mkdocs").addHandler(handler)
    # It logs each 404 as a warning, which a strict build at that moment would count.
    logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)


class _Templates(BytecodeCache):
    """The theme's templates, compiled: to do it again takes a tenth of a second."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


class _Site:
    """The site in a temporary folder, and the server that shows it."""

    def __init__(self, root: Path, folder: str, host: str, port: int, say: Say) -> None:
        name = f"[{host}]" if ":" in host else host
        self.root = root
        self.folder = folder
        self.host = host
        self.address = f"http://{name}:{port}"
        self.say = say
        self.templates = _Templates()

    def serve(self) -> None:
        self.say("Building the site ...")
        config = self._load()
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            self._build(config)
            self._make_server(config).run()
        finally:
            config.plugins.on_shutdown()

    def _make_server(self, config: MkDocsConfig) -> SourceServer:
        url = str(config.site_url)
        server = SourceServer(
            rebuild=self._rebuild,
            host=self.host,
            url=url,
            folder=self.folder,
            on_listening=lambda: self.say(f"The course is at {url} (Ctrl-C ends it)."),
        )
        for path in (config.docs_dir, "mkdocs.yml", *SOURCES, *config.watch):
            if Path(path).exists():
                server.watch(path)
        return server

    def _load(self) -> MkDocsConfig:
        file = str(self.root / "mkdocs.yml")
        config = load_config(file, site_dir=self.folder, strict=True)
        path = urlsplit(config.site_url or "").path or "/"
        config.site_url = self.address + path
        environment = config.theme.get_env()
        environment.bytecode_cache = self.templates
        config.theme.get_env = lambda: environment  # type: ignore[method-assign]
        return config

    def _build(self, config: MkDocsConfig) -> None:
        start = time.monotonic()
        build(config, serve_url=config.site_url)
        self.say(f"Built in {time.monotonic() - start:.1f} s.")

    def _rebuild(self) -> None:
        self.say("A source changed; building again ...")
        try:
            self._build(self._load())
        except MkDocsException as error:
            problem = f"{error.message} The page waits until it is mended."
            raise Abort(problem) from None
