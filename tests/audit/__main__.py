"""Ask the advisory databases about the packages that requirements.txt pins.

    python -m tests.audit [pypi | osv]

`make audit` installs pip-audit and runs it with the first of the two services. The exit
code is 0 if each finding stands in `accepted.toml`, 1 if one does not or an entry there
is no finding any more, 2 if a package could not be asked about.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from course.manifest import ROOT

from .judge import Dependency, Verdict, judge, load_accepted

CONSOLE = Console(highlight=False, markup=False, soft_wrap=True)
ACCEPTED = Path(__file__).with_name("accepted.toml")
RECORD = "docs/decisions/0028-what-the-pins-are-known-for.md"


def main() -> int:
    service = sys.argv[1] if len(sys.argv) > 1 else "pypi"
    found = ask(service)
    if found is None:
        CONSOLE.print(f"The service {service} gave no answer; nothing was audited.")
        return 2
    verdict = judge(found, load_accepted(ACCEPTED))
    say(verdict, len(found))
    return verdict.exit_code


def ask(service: str) -> list[Dependency] | None:
    """Run pip-audit on the pins; it fails altogether when OSV cannot be reached."""
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        path = Path(folder) / "found.json"
        subprocess.run(
            [
                ROOT / ".venv-audit/bin/pip-audit",
                *("--requirement", ROOT / "requirements.txt", "--disable-pip"),
                *("--vulnerability-service", service, "--progress-spinner", "off"),
                *("--format", "json", "--aliases", "on", "--desc", "off"),
                *("--output", path),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if not path.exists() or not path.read_text():
            return None
        found: list[Dependency] = json.loads(path.read_text())["dependencies"]
        return found


def say(verdict: Verdict, total: int) -> None:
    """Print what was found, the trouble last."""
    CONSOLE.print(f"{total - len(verdict.unasked)} of {total} pins audited.")
    for line in verdict.named:
        CONSOLE.print(f"  named in {RECORD}: {line}")
    for line in verdict.gone:
        CONSOLE.print(f"  no finding any more, delete it there: {line}")
    for line in verdict.new:
        CONSOLE.print(f"  NEW: {line}")
    if verdict.unasked:
        CONSOLE.print(f"  not audited: {', '.join(verdict.unasked)}")


if __name__ == "__main__":
    sys.exit(main())
