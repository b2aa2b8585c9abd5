"""Pack the built site as one zip, to be read from disk without a network."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .build import build_site
from .errors import UsageError

# Of no use on a disk: what is for search engines, for servers and for debuggers.
LEFT_OUT = ("sitemap.xml", "sitemap.xml.gz", "404.html")


def pack_site(root: Path, output: Path) -> int:
    """Build the site of the repository at `root` and write it to `output` as a zip.

    The same sources give the same bytes: files are in order, of 1980, and stored, not
    compressed, because compressors differ between machines. They are in a folder that
    is called like the zip. Returns the size of the zip in bytes. Raises CourseError
    when the build fails, UsageError when `output` cannot be written.
    """
    output = output.absolute()
    with TemporaryDirectory(prefix="course-") as folder:
        build_site(root, Path(folder))
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            _write(Path(folder), output)
        except OSError as error:
            problem = error.strerror or str(error)
            raise UsageError(
                f"{output} cannot be written ({problem}); name a file with --output."
            ) from None
    return output.stat().st_size


def _write(folder: Path, output: Path) -> None:
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as zipped:
        for path in _packed(folder):
            name = f"{output.stem}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name)  # of 1980-01-01
            entry.create_system = 3  # Unix, so that the mode below counts
            entry.external_attr = 0o100644 << 16
            zipped.writestr(entry, path.read_bytes())


def _packed(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in LEFT_OUT and path.suffix != ".map":
            yield path
