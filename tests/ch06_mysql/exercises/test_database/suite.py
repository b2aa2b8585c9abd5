"""Run the learner's own tests, and find out which database they used."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ....application import package_path

STEM = "ch06_mysql"
OURS = ("DATABASE_URL", "TEST_DATABASE_URL")
QUIET = {
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "COLUMNS": "250",  # a line of the summary has room for the reason
}
BAD = ("FAILED", "ERROR", "E  ")
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "--tb=no"]

# One more test for the learner's suite: it writes down where its fixtures lead.
PROBE = """
import os
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import User


def test_probe(client: TestClient, session: Session) -> None:
    body = {"username": "probe", "email": "probe@example.com"}
    assert client.post("/users", json=body).status_code == 201
    assert session.scalars(select(User.username)).all() == ["probe"]
    url = session.get_bind().engine.url
    used = f"{url.get_backend_name()} {url.database}"
    Path(os.environ["PROBE_FILE"]).write_text(used)
"""


@dataclass(frozen=True)
class Run:
    """A run of the suite: `used` is the database that its fixtures led to."""

    code: int
    output: str
    used: str

    @property
    def trouble(self) -> str:
        """What pytest says of the tests that did not pass, one line for each."""
        lines = [x for x in self.output.splitlines() if x.startswith(BAD)]
        return "\n".join(lines) or self.output

    @property
    def passed(self) -> int:
        """How many of the learner's tests passed; the probe does not count."""
        lines = self.output.splitlines()
        return sum(x.startswith("PASSED") and "test_probe" not in x for x in lines)


def run_suite(folder: Path, variables: Mapping[str, str]) -> Run:
    """Run the suite in a copy of the learner's chapter, with these variables set."""
    package = folder / "chapters" / STEM
    ignore = shutil.ignore_patterns("__pycache__", ".*", "*.db*")
    shutil.copytree(package_path(STEM), package, ignore=ignore)
    (package / "test_probe.py").write_text(PROBE)
    probe = folder / "probe.txt"
    probe.write_text("none: a test with your fixtures `client` and `session` fails")
    others = {name: x for name, x in os.environ.items() if name not in OURS}
    others |= QUIET | {"PROBE_FILE": str(probe)} | dict(variables)
    done = subprocess.run(
        [*PYTEST, "chapters"],
        cwd=folder,
        env=others,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    return Run(done.returncode, done.stdout, probe.read_text())
