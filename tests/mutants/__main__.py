"""Change the chapters a little, many times, and see that a test notices each change.

    python -m tests.mutants [ch03 ch04 ch08/security.py ...]

Cosmic Ray makes the mutants and runs the chapter's tests and promises on each, in a
copy of the repository; tests that take long are left out. A mutant that survives must
stand in `survivors.toml` with the reason why no test can see it. The exit code is 1 if
one does not, if one that is listed is killed after all, or if fewer than 95 % of all
chapters' mutants are killed. Where files are named, only theirs are made; the tests
then run on SQLite alone.
"""

import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from course.manifest import ROOT, Chapter, find_chapter, load_chapters

CONSOLE = Console(highlight=False, markup=False, soft_wrap=True)
FLOOR = 0.95
COPIED = ("chapters", "tests", "course", "docs/recorded", "pyproject.toml")
CONFIG = """
[cosmic-ray]
module-path = {modules}
timeout = {timeout}
test-command = {command}

[cosmic-ray.distributor]
name = "local"
"""


@dataclass
class Result:
    """What became of one chapter's mutants; a survivor is `file: old -> new`.

    `files` are those that were named; without any, all were changed.
    """

    chapter: Chapter
    files: list[str]
    killed: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.killed + len(self.survivors)


def main() -> int:
    known = tomllib.loads((ROOT / "tests/mutants/survivors.toml").read_text())
    wishes = read_wishes(sys.argv[1:]) or {name: [] for name in all_names()}
    CONSOLE.print(f"{'chapter':<26}{'mutants':>8}{'killed':>8}{'listed':>8}{'new':>6}")
    total = killed = 0
    is_good = True
    for name, files in wishes.items():
        result = mutate(find_chapter(name), files)
        is_good &= judge(result, known)
        total, killed = total + result.total, killed + result.killed
    CONSOLE.print(f"killed: {killed} of {total}, {killed / total:.1%}")
    is_all = wishes == {name: [] for name in all_names()}
    is_enough = not is_all or killed >= FLOOR * total
    return 0 if is_good and is_enough else 1


def all_names() -> list[str]:
    return [chapter.name for chapter in load_chapters()]


def read_wishes(words: list[str]) -> dict[str, list[str]]:
    """Return which files of which chapters to change; no file means all of them."""
    wishes: dict[str, list[str]] = {}
    for word in words:
        name, _, file = word.partition("/")
        wishes.setdefault(find_chapter(name).name, []).extend([file] if file else [])
    return wishes


def judge(result: Result, known: dict[str, dict[str, str]]) -> bool:
    """Print the chapter's line, and each survivor or listing that should not be."""
    listed = {
        mutant
        for mutant in known.get(result.chapter.name, {})
        if not result.files or mutant.partition(":")[0] in result.files
    }
    new = [mutant for mutant in result.survivors if mutant not in listed]
    stale = [mutant for mutant in listed if mutant not in result.survivors]
    numbers = (result.total, result.killed, len(result.survivors) - len(new), len(new))
    CONSOLE.print(f"{result.chapter.stem:<26}{'{:>8}{:>8}{:>8}{:>6}'.format(*numbers)}")
    for mutant in new:
        CONSOLE.print(f"  survived: {mutant}")
    for mutant in stale:
        CONSOLE.print(f"  listed in survivors.toml, but killed or gone: {mutant}")
    return not new and not stale


def mutate(chapter: Chapter, files: list[str]) -> Result:
    """Run the mutants of a chapter's files in a copy of the repository."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        for path in COPIED:
            copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / path, folder / path)
        (folder / "config.toml").write_text(config(folder, chapter, files))
        cosmic_ray(folder, "init", "config.toml", "session.sqlite")
        cosmic_ray(folder, "exec", "config.toml", "session.sqlite")
        lines = cosmic_ray(folder, "dump", "session.sqlite").splitlines()
    return read(Result(chapter, files), lines)


def config(folder: Path, chapter: Chapter, files: list[str]) -> str:
    """Return Cosmic Ray's configuration for the copy of the repository in `folder`.

    A mutant gets three times as long as the tests take: what lasts longer is killed.
    """
    own = [
        file
        for file in chapter.files()
        if file.endswith(".py")
        and file != "conftest.py"
        and not file.startswith(("test_", "__init__"))
    ]
    modules = [f"chapters/{chapter.stem}/{file}" for file in files or own]
    tests = [f"tests/{chapter.stem}", "tests/contract"]
    if chapter.name == "ch05":  # its own tests run a copy of the learner's tests
        tests = ["tests/contract"]
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    words += [*tests, "-k", chapter.stem, "-m", "not long"]
    words += ["--db", "sqlite"] if files else []
    start = time.monotonic()
    subprocess.run(words, cwd=folder, stdout=sys.stderr, check=True)
    return CONFIG.format(
        modules=json.dumps(modules),
        timeout=3 * (time.monotonic() - start),
        command=json.dumps(shlex.join(words)),
    )


def cosmic_ray(folder: Path, *words: str) -> str:
    program = ROOT / ".venv-mutants/bin/cosmic-ray"
    done = subprocess.run(
        [program, *words], cwd=folder, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def read(result: Result, lines: list[str]) -> Result:
    """Count the killed and describe the survivors in Cosmic Ray's dump."""
    for line in lines:
        _, outcome = json.loads(line)
        if outcome["test_outcome"] == "survived":
            result.survivors.append(describe(outcome["diff"]))
        else:
            result.killed += 1
    return result


def describe(diff: str) -> str:
    """Shorten a diff to `main.py: old line -> new line`."""
    lines = diff.splitlines()
    file = next(line.rpartition("/")[2] for line in lines if line.startswith("+++"))
    old = [line[1:].strip() for line in lines if line[:1] == "-" and line[:3] != "---"]
    new = [line[1:].strip() for line in lines if line[:1] == "+" and line[:3] != "+++"]
    return f"{file}: {' '.join(old)} -> {' '.join(new)}"


if __name__ == "__main__":
    sys.exit(main())
