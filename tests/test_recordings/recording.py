"""Where and how syrupy keeps a recording."""

from pathlib import Path

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from course.manifest import ROOT

RECORDED = ROOT / "docs" / "recorded"
KINDS = {".http", ".console", ".sql", ".txt", ".tsv"}


class Recording(SingleFileSnapshotExtension):
    """The recording NAME of `test_STEM.py` is the text file `docs/recorded/STEM/NAME`.

    The base class wants one file ending for all and the test's name in the file's; a
    page names a recording by what it shows, so both are put aside here.
    """

    _write_mode = WriteMode.TEXT
    file_extension = ""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(RECORDED / test_location.basename.removeprefix("test_"))

    @classmethod
    def get_location(
        cls, *, test_location: PyTestLocation, index: SnapshotIndex
    ) -> str:
        if Path(str(index)).suffix not in KINDS:
            raise ValueError(f"{index}: a recording ends in one of {sorted(KINDS)}")
        return str(Path(cls.dirname(test_location=test_location)) / str(index))

    @classmethod
    def get_snapshot_name(
        cls,
        *,
        test_location: PyTestLocation,  # noqa: ARG003 - the base class has it
        index: SnapshotIndex = 0,
    ) -> str:
        return Path(str(index)).name

    @classmethod
    def matches_test_location(
        cls, *, test_location: PyTestLocation, snapshot_location: str
    ) -> bool:
        return Path(snapshot_location).parent == Path(
            cls.dirname(test_location=test_location)
        )

    @classmethod
    def discovery_dirname(cls, *, test_location: PyTestLocation) -> str:
        return cls.dirname(test_location=test_location)

    def is_snapshot_location(self, *, location: str) -> bool:
        return Path(location).suffix in KINDS
