"""One run of Schemathesis against an application that answers at an address."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .targets import CALLER_ID, Headers

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
CONFIG = Path(__file__).with_name("schemathesis.toml")
PHASES = ("examples", "coverage", "fuzzing", "stateful")


@dataclass(frozen=True)
class Effort:
    """How much is tried: requests for each operation and phase, and which seed.

    Without a seed, every run makes other requests and prints the seed it had.
    """

    examples: int = 12
    seed: int | None = 1

    @classmethod
    def wanted(cls) -> "Effort":
        """Return what `make fuzz` asks for, or the same few requests each time."""
        return cls(int(EXAMPLES), seed=None) if EXAMPLES else cls()


class Failure(TypedDict):
    """One kind of failure, such as `Undocumented status code`."""

    title: str
    operations: list[str]


class Report(TypedDict):
    """What we read in the report that Schemathesis writes."""

    complete: bool
    exit_code: int
    operations: dict[str, int]
    phases: dict[str, dict[str, str]]
    failures: list[Failure]


@dataclass(frozen=True)
class Run:
    """What Schemathesis found, and in `text` how to see it again."""

    report: Report
    text: str

    @property
    def failures(self) -> dict[str, list[str]]:
        """Return the operations that failed, by the kind of their failure."""
        found = self.report["failures"]
        return {failure["title"]: failure["operations"] for failure in found}


def run_schemathesis(
    url: str, folder: Path, headers: Headers, effort: Effort | None = None
) -> Run:
    """Test the application at `url`; `folder` keeps what Schemathesis writes."""
    path = folder / "report.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("--config-file", str(CONFIG)),
            *("run", f"{url}/openapi.json", "--no-color"),
            *_options(effort or Effort.wanted(), headers),
            *("--report", "json", "--report-json-path", str(path)),
        ],
        cwd=folder,
        env=os.environ | _environment(headers),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert path.exists(), f"Schemathesis wrote no report:\n{done.stdout}"
    return Run(json.loads(path.read_text()), done.stdout)


def _options(effort: Effort, headers: Headers) -> list[str]:
    seed = [] if effort.seed is None else ["--seed", str(effort.seed)]
    return [
        *("--phases", ",".join(PHASES)),
        *("--max-examples", str(effort.examples), *seed),
        *(word for item in headers.items() for word in ("-H", ":".join(item))),
    ]


def _environment(headers: Headers) -> dict[str, str]:
    root = Path(__file__).parents[2]
    return {
        "CALLER_ID": CALLER_ID if headers else "",
        "PYTHONPATH": str(root),
        "PYTHONHASHSEED": "0",  # the same seed makes the same requests
    }
