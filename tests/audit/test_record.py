"""The record of known weaknesses is about the versions that are pinned."""

import re
import subprocess
import sys

from packaging.version import Version

from course.manifest import ROOT

from .__main__ import ACCEPTED, RECORD
from .judge import load_accepted, load_pins

ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \| (.+) \|$", re.MULTILINE)
FIXED = re.compile(r"\b(?:CVE|GHSA|PYSEC)-[\w-]+ \(([0-9.]+)\)")

PINS = load_pins(ROOT / "requirements.txt")
TEXT = (ROOT / RECORD).read_text()


def test_what_the_record_names_is_pinned_at_that_version() -> None:
    named = {(name, version) for name, version, _ in ROW.findall(TEXT)}

    assert len(named) == 25
    assert named - PINS == set()


def test_what_the_record_calls_mended_is_mended_in_the_pin() -> None:
    for name, version, known in ROW.findall(TEXT):
        fixed = FIXED.findall(known)

        assert len(fixed) == len(known.split(", ")), f"{name}: no version in brackets"
        assert max(map(Version, fixed)) <= Version(version), name


def test_what_is_accepted_is_pinned_and_stands_in_the_record() -> None:
    for entry in load_accepted(ACCEPTED):
        name, version = entry["package"], entry["version"]

        assert (name, version) in PINS
        assert f"**{name} {version}**" in TEXT
        assert [name for name in entry["ids"] if name not in TEXT] == []


def test_nothing_else_is_accepted_in_the_record() -> None:
    in_record = re.findall(r"^\*\*([a-z0-9-]+) ([0-9.]+)\*\*", TEXT, re.MULTILINE)

    accepted = load_accepted(ACCEPTED)
    assert in_record == [(entry["package"], entry["version"]) for entry in accepted]


def test_tokens_need_neither_ecdsa_nor_rsa() -> None:
    program = (
        "import sys; from jose import jwt; key = 'k' * 32;"
        "jwt.decode(jwt.encode({}, key, 'HS256'), key, algorithms=['HS256']);"
        "print(sorted({'ecdsa', 'rsa', 'cryptography'} & sys.modules.keys()))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "['cryptography']\n"
