"""Build the site strictly: every warning fails it."""

from contextlib import chdir
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from .errors import CourseError


def build_site(root: Path, folder: Path) -> None:
    """Build the site of the repository at `root` into `folder`.

    Raises CourseError when the build fails.
    """
    with chdir(root):
        config = load_config("mkdocs.yml", site_dir=str(folder), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        except MkDocsException as error:
            raise CourseError(f"The site was not built: {error.message}") from None
        finally:
            config.plugins.on_shutdown()
