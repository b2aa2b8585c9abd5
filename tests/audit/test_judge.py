"""What `make audit` makes of the answers of pip-audit."""

from .judge import Accepted, Dependency, Weakness, judge

MINERVA: Accepted = {
    "package": "ecdsa",
    "version": "0.19.2",
    "ids": ["CVE-2024-23342"],
    "why": "is not imported",
}


def ecdsa(version: str, name: str, *aliases: str) -> Dependency:
    weakness: Weakness = {"id": name, "aliases": list(aliases), "fix_versions": []}
    return {"name": "ecdsa", "version": version, "vulns": [weakness]}


def test_a_finding_that_is_named_is_no_trouble() -> None:
    verdict = judge([ecdsa("0.19.2", "PYSEC-1", "CVE-2024-23342")], [MINERVA])

    assert verdict.exit_code == 0
    assert verdict.named == ["ecdsa 0.19.2: PYSEC-1 = CVE-2024-23342, fixed in nowhere"]


def test_a_finding_that_is_not_named_is_trouble() -> None:
    found = [ecdsa("0.19.2", "CVE-2024-23342"), ecdsa("0.19.2", "CVE-2099-1")]

    verdict = judge(found, [MINERVA])

    assert verdict.exit_code == 1
    assert verdict.new == ["ecdsa 0.19.2: CVE-2099-1, fixed in nowhere"]


def test_what_was_accepted_holds_for_one_version_only() -> None:
    verdict = judge([ecdsa("0.20.0", "CVE-2024-23342")], [MINERVA])

    assert verdict.exit_code == 1
    assert verdict.new == ["ecdsa 0.20.0: CVE-2024-23342, fixed in nowhere"]


def test_what_is_accepted_and_not_found_any_more_is_trouble() -> None:
    verdict = judge([{"name": "ecdsa", "version": "0.19.2", "vulns": []}], [MINERVA])

    assert verdict.exit_code == 1
    assert verdict.gone == ["ecdsa 0.19.2: CVE-2024-23342"]


def test_a_package_that_was_not_asked_about_is_trouble() -> None:
    verdict = judge([{"name": "ecdsa", "skip_reason": "not found"}], [MINERVA])

    assert verdict.exit_code == 2
    assert verdict.unasked == ["ecdsa"]
    assert verdict.gone == []
