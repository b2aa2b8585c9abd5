"""Ask the learner's `security.py` in a process in which there is no passlib."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from ....application import package_path

STEM = "ch08_passwords"

PROBE = """
import json, logging, sys

sys.modules["passlib"] = None  # whoever imports it gets an ImportError

from argon2 import low_level
from pydantic import SecretStr

from {stem} import main, models, security

lines, work = [], []
handler = logging.Handler()
handler.emit = lambda record: lines.append(record.getMessage())
logging.getLogger().addHandler(handler)


class Library:
    def __getattr__(self, name):
        return getattr(own, name)

    def argon2_verify(self, *arguments):
        outcome = own.argon2_verify(*arguments)
        work.append(outcome in (own.ARGON2_OK, own.ARGON2_VERIFY_MISMATCH))
        return outcome


own, low_level.lib = low_level.lib, Library()


def ask(hashed, password):
    lines.clear()
    work.clear()
    user = models.User(id=7, hashed_password=hashed)
    try:
        is_right, new_hash = security.verify_password(user, SecretStr(password))
    except Exception as error:
        return [type(error).__name__, None, lines[:], sum(work)]
    return [is_right, new_hash, lines[:], sum(work)]


questions = json.load(sys.stdin)
made = security.hash_password(SecretStr("Passw0rd"))
answers = [ask(*question) for question in questions]
answers += [ask(made, "Passw0rd"), ask(made, "passw0rd")]
print("\\n" + json.dumps([made, answers]))
"""


@dataclass(frozen=True)
class Answer:
    """What became of a hash and a password; `outcome` may be the name of an error."""

    outcome: bool | str
    new_hash: str | None
    lines: list[str]
    comparisons: int


@dataclass(frozen=True)
class Report:
    """A hash of `Passw0rd`, and the answers: the last two are about this hash."""

    trouble: str
    made: str
    answers: list[Answer]


def ask(questions: list[tuple[str | None, str]]) -> Report:
    """Put stored hashes and passwords to the learner's `verify_password`."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.replace("{stem}", STEM)],
        cwd=package_path(STEM).parent,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    if done.returncode:
        return Report(done.stderr.strip().rpartition("\n")[2], "", [])
    made, answers = json.loads(done.stdout.splitlines()[-1])
    return Report("", made, [Answer(*answer) for answer in answers])
