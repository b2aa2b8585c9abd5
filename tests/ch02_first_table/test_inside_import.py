import subprocess
import sys
from pathlib import Path

from tests.application import Application
from tests.server import Server


def test_an_import_makes_no_file(application: Application, tmp_path: Path) -> None:
    copy = Server(application.stem, tmp_path)
    copy.close()

    subprocess.run(
        [sys.executable, "-B", "-c", f"import chapters.{application.stem}.main"],
        cwd=copy.folder,
        check=True,
    )

    assert sorted(file.name for file in copy.package.iterdir()) == [
        "__init__.py",
        "main.py",
    ]
