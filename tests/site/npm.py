"""Install what package.json names, once, at the versions of package-lock.json.

Scripts of the packages do not run: one of them reports each installation to a server.
"""

import json
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
QUIETLY = ["--no-audit", "--no-fund", "--loglevel=error"]
INSTALL = ["npm", "ci", "--ignore-scripts", *QUIETLY]
PATIENTLY = ["--prefer-offline", "--fetch-retry-mintimeout=1000"]


def install() -> bool:
    """Install them if they are not; return False where there is no npm."""
    if all(_version(name) == version for name, version in _wanted().items()):
        return True
    command = [*INSTALL, *PATIENTLY]
    try:
        subprocess.run(command, cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _wanted() -> dict[str, str]:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    wanted: dict[str, str] = package["devDependencies"]
    return wanted


def _version(name: str) -> str:
    package = MODULES / name / "package.json"
    if not package.exists():
        return ""
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])
