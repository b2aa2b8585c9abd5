"""Compare what pip-audit has found with what we have accepted."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict

PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


class Weakness(TypedDict):
    """One entry of an advisory database; `aliases` are its names in the others."""

    id: str
    aliases: list[str]
    fix_versions: list[str]


class Dependency(TypedDict):
    """A pin as pip-audit reports it: with `vulns`, or with `skip_reason`."""

    name: str
    version: NotRequired[str]
    vulns: NotRequired[list[Weakness]]
    skip_reason: NotRequired[str]


class Accepted(TypedDict):
    """An entry of `accepted.toml`."""

    package: str
    version: str
    ids: list[str]
    why: str


@dataclass
class Verdict:
    """What is to be said; `named` is the only part that is no trouble."""

    named: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """Return 0 if all is known, 1 if something is not, 2 if nobody could tell."""
        if self.new or self.gone:
            return 1
        return 2 if self.unasked else 0


def load_accepted(path: Path) -> list[Accepted]:
    accepted: list[Accepted] = tomllib.loads(path.read_text())["accepted"]
    return accepted


def load_pins(requirements: Path) -> set[tuple[str, str]]:
    """Return name and version of each pin; a package may have several."""
    return set(PIN.findall(requirements.read_text()))


def judge(found: list[Dependency], accepted: list[Accepted]) -> Verdict:
    """Sort the findings; pip-audit itself takes an unreachable service for no finding.

    It skips each package then, says `No known vulnerabilities found`, and exits with 0.
    """
    verdict = Verdict()
    open_entries = list(accepted)
    for dependency in found:
        if "skip_reason" in dependency:
            verdict.unasked.append(dependency["name"])
        for weakness in dependency.get("vulns", []):
            entry = _entry_of(dependency, weakness, accepted)
            (verdict.named if entry else verdict.new).append(
                _line(dependency, weakness)
            )
            open_entries = [other for other in open_entries if other is not entry]
    verdict.gone = list(_names(open_entries, but=verdict.unasked))
    return verdict


def _entry_of(
    dependency: Dependency, weakness: Weakness, accepted: list[Accepted]
) -> Accepted | None:
    names = {weakness["id"], *weakness["aliases"]}
    for entry in accepted:
        pin = (entry["package"], entry["version"])
        is_pin = pin == (dependency["name"], dependency.get("version"))
        if is_pin and names.intersection(entry["ids"]):
            return entry
    return None


def _line(dependency: Dependency, weakness: Weakness) -> str:
    names = " = ".join([weakness["id"], *weakness["aliases"]])
    fixed = ", ".join(weakness["fix_versions"]) or "nowhere"
    return (
        f"{dependency['name']} {dependency.get('version')}: {names}, fixed in {fixed}"
    )


def _names(entries: list[Accepted], but: list[str]) -> Iterator[str]:
    for entry in entries:
        if entry["package"] not in but:
            yield f"{entry['package']} {entry['version']}: {entry['ids'][0]}"
